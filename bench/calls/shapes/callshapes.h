/* Calls of every shape, for the benchmark of what they cost. */
#ifndef CALLSHAPES_H
#define CALLSHAPES_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(callshapes, prefix = cs_, library = callshapes)

/** A point. */
typedef struct cs_point {
    double x, y;
} cs_point;
/** The point, turned by a quarter. */
cs_point cs_turned(cs_point point) FFI_NO_CALLBACK;
/** How far it is from the origin, squared. */
double cs_distance(const cs_point* point) FFI_NO_CALLBACK;

/** The sum of numbers. */
float cs_sum(FFI_COUNTED_BY(n) const float* values, size_t n) FFI_NO_CALLBACK;
/** Turns the sign of each number around. */
void cs_negate(FFI_INOUT FFI_COUNTED_BY(n) float* values, size_t n) FFI_NO_CALLBACK;

/** How many bytes a text has. */
size_t cs_length(const char* text) FFI_NO_CALLBACK;
/** A text that is always there. */
FFI_BORROWED const char* cs_title(void) FFI_NO_CALLBACK;

typedef double (*cs_map)(double value, void* user);
/** The sum of what the closure makes of the numbers from 0 to `n`. */
double cs_mapped(uint32_t n, FFI_CALLBACK(user_data = user, lifetime = call) cs_map map,
                 void* user);

typedef enum FFI_ERROR_ENUM(ok = CS_OK) cs_error { CS_OK, CS_NO_MEMORY } cs_error;
FFI_HANDLE(cs_bell, close = cs_bell_close, threads = send)
/** Calls whoever listens. */
typedef struct cs_bell cs_bell;
cs_error cs_bell_open(FFI_OUT cs_bell** bell);
void cs_bell_close(cs_bell* bell);
typedef void (*cs_rung)(int32_t times, void* user);
/** Has the closure called until cs_bell_off. */
cs_error cs_bell_on(cs_bell* bell,
                    FFI_CALLBACK(user_data = user, lifetime = until, until = cs_bell_off)
                        cs_rung rung,
                    void* user);
/** Calls it no more. */
cs_error cs_bell_off(cs_bell* bell);
/** Calls whoever listens once. */
cs_error cs_bell_ring(cs_bell* bell, int32_t times);

#endif
