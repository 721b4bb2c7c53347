#include <stdint.h>

struct message {
    uint32_t length;
    uint16_t data[];
};
