#include <stdint.h>

struct setting {
    uint32_t id;
    uint32_t value;
};
