#include <stdint.h>

struct mix {
    float pan;
    float gain;
    uint32_t flags;
};
