#include <stdint.h>

int seek(int stream, uint64_t position);
