#include <stdint.h>

#include <ffigen/annotations.h>

// The twin of a constant that nobody had before ties nothing to another type.
#define AU_SLOTS 8

FFI_CXX_CONSTANT(AU_SLOTS, "audio::slots")

struct FFI_CXX( "audio::slot" ) au_slot {
    uint32_t id;
};
