#include <stdint.h>

#include <ffigen/annotations.h>

enum au_mode {
    AU_READ = 1,
    AU_WRITE = 2
};
