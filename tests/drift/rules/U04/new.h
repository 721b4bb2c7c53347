#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE event {
    uint32_t kind;
    FFI_TAGGED_BY(kind) union {
        FFI_CASE(3) uint32_t key;
        FFI_CASE(2) float volume;
    } of;
};
