#include <stdint.h>

#include <ffigen/annotations.h>

void au_get(FFI_OUT uint32_t *value);
