#include <stdint.h>

struct config {
    uint32_t rate;
    uint32_t channels;
};
