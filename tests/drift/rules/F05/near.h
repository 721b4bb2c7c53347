#include <stdint.h>

struct frame {
    uint8_t kind;
    uint16_t length; /* bytes */
    uint32_t checksum;
};
