#include <stdint.h>

uint32_t level(void);
