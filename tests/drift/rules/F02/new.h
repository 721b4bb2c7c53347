#include <stdint.h>

struct config {
    uint32_t rate;
    uint32_t channels;
    uint32_t frames;
};
