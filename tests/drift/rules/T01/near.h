#include <stdint.h>

typedef unsigned int handle_t;
struct user {
    handle_t handle;
    uint32_t count;
};
handle_t handle_open(void);
