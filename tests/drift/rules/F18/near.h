#include <stdint.h>

#include <ffigen/annotations.h>

struct timing {
    /** Milliseconds. */
    FFI_UNIT("ms") uint32_t period;
    /** Percent. */
    FFI_RANGE(0, 100) uint32_t load;
};
