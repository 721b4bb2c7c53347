#include <stdint.h>

extern __attribute__((unused)) uint32_t level;
extern uint32_t other __attribute__((weak));
