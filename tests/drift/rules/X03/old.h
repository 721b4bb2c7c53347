#include <stdint.h>

#include <ffigen/annotations.h>

#define AU_VERSION 1000u
FFI_MODULE(audio, prefix = au_, version = AU_VERSION)
uint32_t au_level(uint32_t channel);
