#include <stdint.h>

#include <ffigen/annotations.h>

uint32_t au_level(void);
