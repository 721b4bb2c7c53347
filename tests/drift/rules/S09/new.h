#include <stdint.h>

#include <ffigen/annotations.h>

enum FFI_FLAGS au_mode {
    AU_READ = 1,
    AU_WRITE = 2
};
