#include <stdint.h>

struct vector {
    int32_t x;
    int32_t y;
    struct vector *next;
};
int32_t norm(const struct vector *p);
