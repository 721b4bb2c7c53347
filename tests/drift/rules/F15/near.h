#include <stdint.h>

struct node {
    const char *name; /* UTF-8 */
    unsigned int *values;
};
