#ifndef ENGINE_H
#define ENGINE_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

FFI_MODULE(engine, prefix = engine_, library = engine)

/** A point on a plane. */
typedef struct FFI_WIRE engine_point {
    float x;
    float y;
} engine_point;

/** Adds two numbers. */
int32_t engine_add(int32_t a, int32_t b);

/** Where the points are on average. */
double engine_mean_x(const engine_point *points FFI_COUNTED_BY(count), size_t count);

#ifdef __cplusplus
}
#endif

#endif
