#include <stdint.h>

#include <ffigen/annotations.h>

enum FFI_FLAGS feature {
    FEATURE_READ = 1,
    FEATURE_RETIRED_2 = 2,
    FEATURE_SEEK = 4,
    FEATURE_NOTIFY = 8
};
