#include <stdint.h>

struct mix {
    float gain;
    uint32_t flags;
    float pan;
};
