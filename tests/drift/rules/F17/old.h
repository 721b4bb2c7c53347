#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE slot {
    uint32_t id;
    FFI_RESERVED uint32_t reserved0;
    __attribute__((aligned(8))) double value;
};
