#include <stdint.h>

union value {
    uint64_t number;
    double real;
};
