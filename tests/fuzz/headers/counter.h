/* Meaning: what each language makes of a handle, errors, strings, buffers and callbacks. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(counter, prefix = ctr_, library = counter, last_error = ctr_last_error)

/** What can go wrong. */
typedef enum FFI_ERROR_ENUM(ok = CTR_OK, text = ctr_error_text) ctr_error {
    CTR_OK = 0,
    CTR_ERROR_NOT_FOUND = 1, /**< No counter has that name. */
    CTR_ERROR_FULL = 2,
} ctr_error;

/** The code's text, for ever. */
FFI_BORROWED const char *ctr_error_text(ctr_error code);
/** What the calling thread's last failure was about. */
FFI_BORROWED const char *ctr_last_error(void);

/** Counts. */
FFI_HANDLE(ctr_counter, close = ctr_counter_close, threads = send)
typedef struct ctr_counter ctr_counter;

/** Opens a counter by name.
 *  @param name of the counter */
ctr_error ctr_counter_open(const char *name, FFI_OUT ctr_counter **counter);
void ctr_counter_close(ctr_counter *counter);

/** Adds; answers with the sum. */
ctr_error ctr_counter_add(ctr_counter *counter, int64_t amount, FFI_OUT int64_t *sum);
/** Whether anything was counted. */
bool ctr_counter_is_zero(const ctr_counter *counter);
/** The last sums, the newest first.
 *  @param count how many there were */
ctr_error ctr_counter_history(ctr_counter *counter, FFI_OUT FFI_COUNTED_BY(capacity) int64_t *sums,
                              size_t capacity, FFI_OUT FFI_COUNT_OF(sums) size_t *count);
/** Adds many at once. */
ctr_error ctr_counter_add_all(ctr_counter *counter, FFI_COUNTED_BY(count) const int64_t *amounts,
                              size_t count);
/** A label, or none. */
ctr_error ctr_counter_label(ctr_counter *counter, FFI_NULLABLE const char *label);

/** Called for each sum; false ends it. */
typedef bool (*ctr_visitor)(void *user, int64_t sum);
/** Shows the last sums to a visitor, in this thread. */
ctr_error ctr_counter_visit(ctr_counter *counter,
                            FFI_CALLBACK(user_data = user, lifetime = call) ctr_visitor visitor,
                            void *user);

/** Waits for one of many; a name that is a keyword elsewhere. */
ctr_error go(FFI_NULLABLE ctr_counter *counter, uint32_t type) FFI_BLOCKING;
/** What every counter starts with. */
extern const int64_t ctr_starts[4];
/** How often any was opened. */
extern uint32_t ctr_opened;

/** How many counters are open. */
uint32_t ctr_open_count(void) FFI_THREAD_SAFE;
/** Closes nothing any more. */
FFI_DEPRECATED("use ctr_counter_close") void ctr_reset(void);

#endif
