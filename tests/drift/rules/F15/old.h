#include <stdint.h>

struct node {
    const char *name;
    uint32_t *values;
};
