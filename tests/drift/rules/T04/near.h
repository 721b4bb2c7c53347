#include <stdint.h>

/** The next one. */
uint32_t next(void);
