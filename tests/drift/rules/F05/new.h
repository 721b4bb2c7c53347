#include <stdint.h>

struct frame {
    uint32_t checksum;
    uint8_t kind;
    uint16_t length;
};
