#include <stdint.h>

#include <ffigen/annotations.h>

#define AU_VERSION 2000u
FFI_MODULE(audio, prefix = au_, version = AU_VERSION)
uint64_t au_level(uint32_t channel);
