/* What all sources of the library share: memory that is never trusted, objects that know who uses
 * them, and the record of what callers did wrong. */
#ifndef SH_CORE_H
#define SH_CORE_H
#include "shapes.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- faults.c ---- */

/** Counts a fault and keeps the first one's words. */
__attribute__((format(printf, 2, 3))) void sh_report(sh_fault fault, const char* format, ...);
/** Sets the calling thread's error text and gives the code back. */
__attribute__((format(printf, 2, 3))) sh_status sh_because(sh_status status, const char* format,
                                                           ...);

/* ---- memory.c ---- */

/** Memory that nobody counts: of the library itself. */
enum { SH_UNCOUNTED = -1 };
enum { SH_POISON = 0xDD };
/** Zeroed memory, counted as alive. */
void* sh_new(size_t size, int kind);
/** Fills it with poison and keeps it, so that later uses are seen; the first `readable` bytes stay
 *  readable under ASan. */
void sh_delete(void* memory, size_t readable);
/** Whether this is memory of `sh_new` that was not deleted. */
bool sh_is_alive(const void* memory);
/** Counts what was written into deleted memory since it was last looked at. */
void sh_check_deleted(void);
/** Copies of the library's own. */
char* sh_copy_text(const char* text, int kind);
/** Changes a count of what is alive. */
void sh_count(sh_kind kind, int change);

/* ---- object.c ---- */

typedef enum sh_threads { SH_SAFE, SH_SEND, SH_CONFINED } sh_threads;
typedef enum sh_access { SH_READS, SH_WRITES } sh_access;
/** Starts every object. */
typedef struct sh_object {
    uint64_t magic;
    const char* type;
    sh_threads threads;
    pthread_t owner;
    atomic_int inside;          /* calls that read, or -1 for one that writes */
    atomic_uint needed_by;      /* objects that need this one */
    struct sh_object* needs[2]; /* objects that this one needs */
} sh_object;
/** Makes an object that needs up to two others. */
void* sh_object_new(size_t size, sh_kind kind, const char* type, sh_threads threads,
                    sh_object* first, sh_object* second);
/** Ends it, in two steps if it has something to free; the first is false if that was a fault. */
void sh_object_close(void* object, const char* type);
bool sh_begin_close(void* object, const char* type);
void sh_end_close(void* object);
/** Begins a call on an object; false, and a fault, if the object or the thread is not right. */
bool sh_enter(const void* object, const char* type, sh_access access);
/** Ends it. */
void sh_leave(const void* object, sh_access access);
/** While a callback runs that got the object from C, the object may be used. */
void sh_yield(const void* object, sh_access access);
void sh_resume(const void* object, sh_access access);

/* ---- threads.c ---- */

/** Runs on a thread of its own, which `sh_join_threads` waits for. */
void sh_start(void (*run)(void* argument), void* argument);
/** Runs on a thread of its own and waits for it. */
void sh_run_elsewhere(void (*run)(void* argument), void* argument);
void sh_sleep(uint32_t ms);

/* ---- listeners.c ---- */

/** How a function was registered. */
typedef enum sh_shape {
    SH_BY_OBJECT,
    SH_BY_ID,
    SH_BY_PAIR,
    SH_ONCE,
    SH_UNTIL_CLOSE,
    SH_UNTIL_DESTROYED,
} sh_shape;
typedef struct sh_listener {
    sh_shape shape;
    uint32_t id;
    sh_event event;
    void* user;
    sh_destroy destroy;
} sh_listener;
typedef struct sh_listeners {
    pthread_mutex_t mutex;
    sh_listener* items;
    size_t count;
} sh_listeners;
/** Adds one; its id is the smallest that is free. */
uint32_t sh_listeners_add(sh_listeners* listeners, sh_listener listener);
/** Copies those of the shapes in the set, and takes them out if asked to. */
size_t sh_listeners_of(sh_listeners* listeners, unsigned shapes, bool take, sh_listener** found);
/** Takes out all with this id, or with this function and user data. */
size_t sh_listeners_take(sh_listeners* listeners, sh_shape shape, const sh_listener* like,
                         sh_listener** found);
/** Calls and frees what was found. */
void sh_listeners_call(sh_listener* found, size_t count, const char* what, int64_t number);
#endif
