#include <stdint.h>

int seek(int stream, uint32_t position);
