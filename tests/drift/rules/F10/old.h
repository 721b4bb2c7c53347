#include <stdint.h>

struct level {
    uint32_t peak;
    uint32_t mean;
};
