#include <stdint.h>

struct point {
    int32_t x;
    int32_t y;
    struct point *next;
};
int32_t norm(const struct point *p);
