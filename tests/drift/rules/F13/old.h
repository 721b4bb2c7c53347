#include <stdint.h>

struct shared {
    uint32_t ready;
    uint32_t value;
};
