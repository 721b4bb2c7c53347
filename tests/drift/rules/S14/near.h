#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_CXX( "audio::slot" ) au_slot {
    uint32_t id;
};
