#include <stdint.h>

union value {
    float small;
    uint64_t number;
    double real;
};
