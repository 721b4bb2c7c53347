#include <stdint.h>

typedef void (*on_data)(const float *samples, uint64_t count, void *user);
void listen(on_data callback, void *user);
