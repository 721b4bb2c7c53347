#include <stdint.h>

struct entry {
    uint32_t id;
    uint8_t kind;
    uint32_t value;
};
