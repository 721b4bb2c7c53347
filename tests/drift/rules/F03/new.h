#include <stdint.h>

struct entry {
    uint32_t id;
    uint8_t kind;
    uint8_t flags;
    uint32_t value;
};
