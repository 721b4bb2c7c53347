#include <stdint.h>

union word {
    uint32_t number;
    float real;
};
