#include <stdint.h>

extern const uint32_t version;
extern uint32_t level;
