#include <stdint.h>

struct level {
    uint64_t peak;
    uint32_t mean;
};
