#include <stdint.h>

struct config {
    uint32_t rate;
    uint32_t channels;
};
struct config2 {
    struct config base;
    uint32_t frames;
};
