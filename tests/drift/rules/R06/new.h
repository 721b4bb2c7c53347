#include <stdint.h>

struct first {
    uint32_t a;
};
struct second {
    uint64_t b;
    uint32_t c;
};
