#include <stdint.h>

struct shared {
    uint32_t ready; /* volatile in spirit */
    uint32_t value;
};
