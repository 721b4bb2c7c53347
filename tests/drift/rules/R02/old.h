#include <stdint.h>

struct block {
    uint32_t rate;
    uint32_t frames;
};
