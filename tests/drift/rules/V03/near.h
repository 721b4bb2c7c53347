#include <stdint.h>

extern unsigned int level;
