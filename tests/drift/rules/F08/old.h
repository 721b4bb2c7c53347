#include <stdint.h>

struct range {
    uint32_t start;
    uint32_t length;
};
