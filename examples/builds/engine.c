#include "engine.h"

int32_t engine_add(int32_t a, int32_t b) { return a + b; }

double engine_mean_x(const engine_point *points, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i)
        sum += points[i].x;
    return count == 0 ? 0 : sum / (double)count;
}
