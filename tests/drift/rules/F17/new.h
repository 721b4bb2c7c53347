#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE slot {
    uint32_t id;
    __attribute__((aligned(8))) double value;
};
