#include <stdint.h>

uint64_t position(int stream);
