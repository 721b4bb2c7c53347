#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE __attribute__((aligned(8))) slot {
    uint32_t id;
    FFI_RESERVED uint32_t reserved0;
    uint64_t value;
};
