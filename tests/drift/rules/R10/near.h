#include <stdint.h>

struct message {
    uint32_t length; /* elements */
    unsigned short data[];
};
