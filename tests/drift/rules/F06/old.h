#include <stdint.h>

struct mix {
    float gain;
    float pan;
    uint32_t flags;
};
