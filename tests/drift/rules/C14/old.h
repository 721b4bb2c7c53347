#include <stdint.h>

#include <ffigen/annotations.h>

int find(FFI_NULLABLE const char *name);
