#include <stdint.h>

#include <ffigen/annotations.h>

struct timing {
    FFI_UNIT("us") uint32_t period;
    FFI_RANGE(0, 100) uint32_t load;
};
