#include <stdint.h>

union value {
    uint64_t number;
    double real;
    uint8_t bytes[8];
};
