#include <stdint.h>

struct flags {
    unsigned int mode : 8;
    unsigned int level : 8;
};
