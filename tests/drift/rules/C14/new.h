#include <stdint.h>

#include <ffigen/annotations.h>

int find(const char *name);
