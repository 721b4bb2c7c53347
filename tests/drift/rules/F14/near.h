#include <stdint.h>

struct header {
    uint32_t magic;
    uint32_t length;
    uint32_t reserved[2];
    uint32_t flags;
};
