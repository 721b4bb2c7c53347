#include <stdint.h>

int open_stream(const char *name, uint32_t rate);
int open_stream2(const char *name, uint32_t rate, uint32_t channels);
