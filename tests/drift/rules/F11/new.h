#include <stdint.h>

struct block {
    uint32_t frames;
    float samples[512];
    uint32_t checksum;
};
