#include <stdint.h>

struct node {
    const char *name;
    float *values;
};
