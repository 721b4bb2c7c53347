#include <stdint.h>

uint32_t position(int stream);
