#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE level {
    uint32_t gain;
    FFI_DEFAULT(50) uint32_t pan; /**< In the middle. */
};
