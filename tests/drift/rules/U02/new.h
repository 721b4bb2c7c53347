#include <stdint.h>

union value {
    uint64_t number;
    double real;
    uint8_t bytes[24];
};
struct boxed {
    uint32_t kind;
    union value value;
};
void put(const struct boxed *boxed);
