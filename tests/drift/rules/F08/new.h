#include <stdint.h>

struct range {
    uint64_t start;
    uint32_t length;
};
