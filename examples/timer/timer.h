/* SPDX-License-Identifier: MIT
 *
 * timer.h: timers that run in a server. Whoever may connect starts them, lists them, and follows
 * what they do: in the same process, in another one, or on another machine.
 */
#ifndef TIMER_H
#define TIMER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

#if defined(__cplusplus)
extern "C" {
#endif

FFI_MODULE(timer, prefix = timer_, version = TIMER_VERSION, last_error = timer_last_error,
           last_error_when = always, rpc = all)

/** Version of this contract. */
#define TIMER_VERSION "1.0.0"
/** Bytes of a name with its NUL. */
#define TIMER_NAME_MAX 32u
/** Most timers at a time. */
#define TIMER_MOST 256u

/** What went wrong. */
typedef enum FFI_ERROR_ENUM(ok = TIMER_OK) timer_error {
    TIMER_OK = 0,        /**< Done. */
    TIMER_INVALID = 1,   /**< A value out of its range. */
    TIMER_NOT_FOUND = 2, /**< No such timer. */
    TIMER_FULL = 3,      /**< As many timers as there may be. */
    TIMER_TIMEOUT = 4    /**< The time ran out first. */
} timer_error;

/** Text of the calling thread's last failure. */
const char *timer_last_error(void) FFI_THREAD_SAFE;

/** How urgent a timer is. */
typedef enum timer_priority {
    TIMER_PRIORITY_LOW = 0,    /**< Whenever there is time. */
    TIMER_PRIORITY_NORMAL = 1, /**< In its time. */
    TIMER_PRIORITY_HIGH = 2    /**< Before all others. */
} timer_priority;

/** When and how often. */
typedef struct FFI_WIRE timer_schedule {
    FFI_UNIT("ms") uint32_t after_ms;                 /**< Until it goes off. */
    FFI_DEFAULT(1) FFI_RANGE(1, 1000) uint32_t times; /**< How often. */
    FFI_DEFAULT(TIMER_PRIORITY_NORMAL) timer_priority priority; /**< How urgent. */
    FFI_RESERVED uint32_t reserved0;                  /**< Zero. */
} timer_schedule;

/** A timer, as it is asked for. */
typedef struct FFI_WIRE timer_request {
    char name[TIMER_NAME_MAX];              /**< Whose it is. */
    timer_schedule schedule;                /**< When. */
    FFI_DEFAULT(0) double tolerance;        /**< How late it may be, a part of its time. */
    FFI_DEFAULT("-") char note[TIMER_NAME_MAX]; /**< Whatever. */
} timer_request;

/** A timer that runs. */
typedef struct FFI_WIRE timer_info {
    uint64_t id;               /**< Never used again. */
    char name[TIMER_NAME_MAX]; /**< Whose it is. */
    FFI_UNIT("ms") uint32_t left_ms; /**< Until it goes off next. */
    uint32_t times;            /**< How often it still will. */
} timer_info;

/** A timer went off. */
typedef struct FFI_WIRE timer_event {
    uint64_t number;           /**< Events are counted from 1. */
    uint64_t id;               /**< Of the timer. */
    char name[TIMER_NAME_MAX]; /**< Of the timer. */
} timer_event;

/** Gives a request back as it was understood, with its defaults.
 *  @param request  anything
 *  @param understood  the same */
timer_error timer_echo(const timer_request *request, FFI_OUT timer_request *understood);
/** Starts a timer.
 *  @param id  names it */
timer_error timer_start(const timer_request *request, FFI_OUT uint64_t *id);
/** Stops a timer. TIMER_NOT_FOUND when it is over. */
timer_error timer_cancel(uint64_t id);
/** The timers that run, oldest first; the first `capacity` of them.
 *  @param prefix    of their names, "" for all
 *  @param count     how many there are */
timer_error timer_list(const char *prefix, FFI_OUT FFI_COUNTED_BY(capacity) timer_info *timers,
                       size_t capacity, FFI_OUT FFI_COUNT_OF(timers) size_t *count);
/** Sum and mean of numbers.
 *  @param mean  of no numbers 0
 *  @return their sum */
double timer_sum(FFI_COUNTED_BY(count) const double *values, size_t count, FFI_OUT double *mean);
/** A table of numbers with its columns as rows.
 *  @param cells       row after row
 *  @param transposed  the same, column after column */
timer_error timer_transpose(FFI_COUNTED_BY(rows *columns) const double *cells, uint32_t rows,
                            uint32_t columns,
                            FFI_OUT FFI_COUNTED_BY(rows *columns) double *transposed);
/** Bytes backwards. */
timer_error timer_reverse(FFI_COUNTED_BY(size) FFI_INOUT uint8_t *bytes, size_t size);

/** Follows what timers do, from when it was opened. */
FFI_HANDLE(timer_watch, close = timer_watch_close, threads = safe)
typedef struct timer_watch timer_watch;

/** Begins to follow.
 *  @param prefix  of the names of timers, NULL for all */
timer_error timer_watch_open(FFI_NULLABLE const char *prefix, FFI_OUT timer_watch **watch);
/** Ends it. */
void timer_watch_close(FFI_NULLABLE timer_watch *watch);
/** The next event, when it comes. TIMER_TIMEOUT when none came in time.
 *  @param timeout_ms  -1 waits for ever */
timer_error timer_watch_next(timer_watch *watch, int32_t timeout_ms,
                             FFI_OUT timer_event *event) FFI_BLOCKING;
/** Events that it passed on. */
timer_error timer_watch_seen(const timer_watch *watch, FFI_OUT uint64_t *count);
/** How many watches there are in the whole server. */
uint32_t timer_watches(void);

#if defined(__cplusplus)
} /* extern "C" */
#endif

#endif
