#include <stdint.h>

typedef uint32_t id_t32;
id_t32 next(void);
