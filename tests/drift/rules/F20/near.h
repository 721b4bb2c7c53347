#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE level {
    FFI_DEFAULT(1) uint32_t gain; /* messages may lack it from now on: safe */
    FFI_DEFAULT(50) uint32_t pan;
};
