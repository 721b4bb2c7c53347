#include <stdint.h>

struct sample {
    uint8_t channel;
    uint32_t value;
};
void sample_push(const struct sample *sample);
