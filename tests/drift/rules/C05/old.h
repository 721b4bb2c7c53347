#include <stdint.h>

int copy(uint32_t source, uint32_t target, uint64_t length);
