#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE slot {
    uint32_t id;
    uint64_t value;
};
