#include <stdint.h>

typedef uint32_t value_t;
struct setting {
    uint32_t id;
    value_t value;
};
