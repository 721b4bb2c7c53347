#include <stdint.h>

#include <ffigen/annotations.h>

struct slot {
    uint64_t owner;
    const char *name;
};
