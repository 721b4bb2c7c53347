#include <stdint.h>

struct sample {
    uint8_t channel;
    uint32_t value;
};
/* Packing elsewhere is nobody's business. */
void sample_push(const struct sample *sample);
