#include <stdint.h>

struct gone {
    uint32_t b;
    uint32_t c;
};
struct kept {
    uint32_t a;
};
