#include <stdint.h>

extern const uint32_t version;
