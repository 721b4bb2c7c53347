#include <stdint.h>

struct __attribute__((aligned(4))) block {
    uint32_t rate;
    uint32_t frames;
};
