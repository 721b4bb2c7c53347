#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_WIRE au_slot {
    /** Its number. */
    uint32_t id;
    uint32_t value;
};
