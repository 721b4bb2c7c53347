#include <stdint.h>

struct block {
    uint32_t frames;
    float samples[4 * 64];
    uint32_t checksum;
};
