#include <stdint.h>

struct first {
    uint32_t a;
};
