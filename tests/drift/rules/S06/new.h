#include <stdint.h>

#include <ffigen/annotations.h>

void au_get(FFI_INOUT uint32_t *value);
