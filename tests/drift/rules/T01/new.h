#include <stdint.h>

typedef uint64_t handle_t;
struct user {
    handle_t handle;
    uint32_t count;
};
handle_t handle_open(void);
