#include <stdint.h>

extern __attribute__((weak)) uint32_t level;
