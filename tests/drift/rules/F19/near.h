#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE level {
    FFI_KEY(1) uint32_t gain;
    FFI_KEY(2) uint32_t balance; /* renamed: SRC only, the key stayed */
};
