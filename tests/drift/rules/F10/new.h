#include <stdint.h>

struct level {
    int32_t peak;
    uint32_t mean;
};
