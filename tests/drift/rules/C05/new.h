#include <stdint.h>

int copy(uint32_t target, uint32_t source, uint64_t length);
