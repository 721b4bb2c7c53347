#include <stdint.h>

typedef void (*on_data)(const float *data, uint32_t n, void *user);
void listen(on_data callback, void *user);
