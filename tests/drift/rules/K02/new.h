#include <stdint.h>

#define CALL
typedef void (CALL *on_data)(uint32_t count, void *user);
