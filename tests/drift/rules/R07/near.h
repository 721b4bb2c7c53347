#include <stdint.h>

typedef struct point {
    int32_t x;
    int32_t y;
    struct point *next;
} point;
int32_t norm(const point *p);
