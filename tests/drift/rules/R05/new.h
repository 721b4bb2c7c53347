#include <stdint.h>

struct kept {
    uint32_t a;
};
