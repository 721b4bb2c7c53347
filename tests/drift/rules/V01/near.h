#include <stdint.h>

extern uint32_t level;
extern const uint32_t version;
