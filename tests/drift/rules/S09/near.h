#include <stdint.h>

#include <ffigen/annotations.h>

enum au_mode {
    AU_READ = 1 << 0,
    AU_WRITE = 1 << 1
};
