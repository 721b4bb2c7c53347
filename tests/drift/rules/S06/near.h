#include <stdint.h>

#include <ffigen/annotations.h>

void au_get(uint32_t *value FFI_OUT);
