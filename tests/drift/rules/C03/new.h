#include <stdint.h>

int open_stream(const char *name, uint32_t rate, uint32_t channels);
