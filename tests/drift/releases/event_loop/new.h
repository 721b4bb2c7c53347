/* Modelled on libuv 1.48: the links are a record, of the same bytes; a metrics record and names more. */
#include <stdint.h>
#define LOOP_VERSION_MAJOR 1
#define LOOP_VERSION_MINOR 48
#define LOOP_VERSION_PATCH 0
struct links {
    struct links *next;
    struct links *previous;
};
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
    struct links queue;                                                                            \
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
    struct links handles;
};
typedef struct {
    uint64_t iterations, events, waiting;
    uint64_t *reserved[13];
} loop_metrics;
int loop_init(loop_t *loop);
int loop_configure(loop_t *loop, loop_option option, ...);
int loop_metrics_info(loop_t *loop, loop_metrics *metrics);
int timer_start(timer_t_ *handle, timer_cb callback, uint64_t timeout);
