#include <stdint.h>

struct setting {
    uint32_t id;
    float value;
};
