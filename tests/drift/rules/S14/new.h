#include <stdint.h>

#include <ffigen/annotations.h>

struct FFI_CXX("audio::entry") au_slot {
    uint32_t id;
};
