#include <stdint.h>

union value {
    uint64_t number;
    double real;
};
struct boxed {
    union value value;
};
