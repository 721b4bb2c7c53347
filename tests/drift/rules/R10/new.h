#include <stdint.h>

struct message {
    uint32_t length;
    uint32_t data[];
};
