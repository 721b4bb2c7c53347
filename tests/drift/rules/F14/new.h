#include <stdint.h>

struct header {
    uint32_t magic;
    uint32_t length;
    uint32_t flags;
    uint32_t reserved[1];
};
