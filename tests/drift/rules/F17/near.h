#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE slot {
    uint32_t id;
    FFI_RESERVED uint16_t reserved0;
    FFI_RESERVED uint16_t reserved1;
    __attribute__((aligned(8))) double value;
};
