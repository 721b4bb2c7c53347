#include <stdint.h>

struct flags {
    uint8_t mode;
    unsigned int level : 8;
};
