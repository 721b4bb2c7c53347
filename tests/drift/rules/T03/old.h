#include <stdint.h>

typedef uint32_t id_t32;
uint32_t next(void);
