#include <stdint.h>

struct kept {
    uint32_t a;
};
struct gone {
    uint32_t b;
    uint32_t c;
};
