#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE event {
    uint32_t kind; /**< Which. */
    FFI_TAGGED_BY(kind) union {
        FFI_CASE(1) uint32_t key;
        FFI_CASE(2) float volume;
    } of; /**< Itself. */
};
