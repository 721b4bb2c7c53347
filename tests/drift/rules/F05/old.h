#include <stdint.h>

struct frame {
    uint8_t kind;
    uint16_t length;
    uint32_t checksum;
};
