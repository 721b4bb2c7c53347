/* Modelled on libuv 1.44: handles embed the loop's links as two plain pointers. */
#include <stdint.h>
#define LOOP_VERSION_MAJOR 1
#define LOOP_VERSION_MINOR 44
#define LOOP_VERSION_PATCH 2
typedef struct loop_s loop_t;
typedef struct handle_s handle_t;
typedef struct timer_s timer_t_;
typedef enum { LOOP_BLOCK_SIGNAL = 0, LOOP_IDLE_TIME } loop_option;
typedef enum { HANDLE_UNKNOWN = 0, HANDLE_ASYNC, HANDLE_TIMER, HANDLE_TYPE_MAX } handle_type;
typedef void (*close_cb)(handle_t *handle);
typedef void (*timer_cb)(timer_t_ *handle);
#define HANDLE_FIELDS                                                                              \
    void *data;                                                                                    \
    loop_t *loop;                                                                                  \
    handle_type type;                                                                              \
    close_cb on_close;                                                                             \
    void *queue[2];                                                                                \
    uint32_t flags;
struct handle_s {
    HANDLE_FIELDS
};
struct timer_s {
    HANDLE_FIELDS
    timer_cb callback;
    uint64_t timeout;
};
struct loop_s {
    void *data;
    unsigned active;
    void *handles[2];
};
int loop_init(loop_t *loop);
int loop_configure(loop_t *loop, loop_option option, ...);
int timer_start(timer_t_ *handle, timer_cb callback, uint64_t timeout);
