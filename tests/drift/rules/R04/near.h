#include <stdint.h>

struct word {
    uint32_t number;
    float real;
};
union other {
    uint32_t number;
    float real;
};
