#include <stdint.h>

struct word {
    uint32_t number;
    float real;
};
