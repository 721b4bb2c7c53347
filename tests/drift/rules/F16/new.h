#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE slot {
    uint64_t owner;
    const char *name;
};
