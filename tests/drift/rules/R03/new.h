#include <stdint.h>

struct __attribute__((packed)) sample {
    uint8_t channel;
    uint32_t value;
};
void sample_push(const struct sample *sample);
