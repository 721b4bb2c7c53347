#include <stdint.h>

#include <ffigen/annotations.h>

typedef enum FFI_ERROR_ENUM(ok = AU_MORE) au_error {
    AU_OK = 0,
    AU_MORE = 1,
    AU_FAILED = 2
} au_error;
