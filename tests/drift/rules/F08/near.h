#include <stdint.h>

struct range {
    unsigned int start;
    uint32_t length;
};
