#include <stdint.h>

enum size {
    SIZE_SMALL = 1,
    SIZE_LARGE = 2,
    SIZE_HUGE = 2147483647
};
struct item {
    enum size size;
    uint32_t count;
};
