#include <stdint.h>

#include <ffigen/annotations.h>

uint32_t au_level(uint32_t channel) FFI_RPC FFI_SINCE(2);
