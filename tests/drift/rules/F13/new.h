#include <stdint.h>

struct shared {
    volatile uint32_t ready;
    uint32_t value;
};
