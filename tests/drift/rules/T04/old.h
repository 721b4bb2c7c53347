#include <stdint.h>

uint32_t next(void);
