#include <stdint.h>

struct block {
    uint32_t frames;
    float samples[256];
    uint32_t checksum;
};
