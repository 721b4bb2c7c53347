#include <stdint.h>

struct stats {
    uint64_t read;
    uint64_t dropped;
};
