/* A key-value store. */
/* depot.h: a small key-value depot, to judge generated bindings by. */
#ifndef DEPOT_H
#define DEPOT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ffigen/annotations.h>

FFI_MODULE(depot, prefix = dp_, library = depot, last_error = dp_last_error, version = DP_VERSION,
           fingerprint = dp_fingerprint)

/** Version of the contract, major * 1000 + minor. */
#define DP_VERSION 1002u

/** What can go wrong. */
typedef enum FFI_ERROR_ENUM(ok = DP_OK, text = dp_error_text) dp_error {
    DP_OK = 0,
    DP_NOT_FOUND = 1, /**< No such key. */
    DP_TOO_SMALL = 2, /**< The buffer is too small. */
    DP_INVALID = 3,   /**< A bad argument. */
    DP_TIMEOUT = 4,   /**< The time ran out. */
    DP_END = 5,       /**< Nothing is left. */
} dp_error;
const char *dp_error_text(dp_error code);
const char *dp_last_error(void);
const char *dp_fingerprint(void);

/** What an entry is. */
typedef enum dp_kind { DP_KIND_TEXT = 1, DP_KIND_BLOB = 2, DP_KIND_NUMBER = 3 } dp_kind;
/** How a depot is opened. */
typedef enum FFI_FLAGS dp_open_flags { DP_OPEN_READ = 1, DP_OPEN_WRITE = 2, DP_OPEN_CREATE = 4 } dp_open_flags;

/** Attributes, packed into 32 bits. */
typedef struct dp_attributes {
    uint32_t hidden : 1;
    uint32_t level : 5;
    int32_t bias : 6;
    uint32_t owner : 20;
} dp_attributes;

/** A value. */
typedef union dp_value {
    int64_t number;
    double real;
    uint8_t bytes[16];
} dp_value;

/** An entry. */
typedef struct dp_entry {
    char key[32];
    dp_kind kind;
    dp_attributes attributes;
    dp_value value;
} dp_entry;

/** A rectangle. */
typedef struct dp_rect { int32_t x, y, w, h; } dp_rect;

#pragma pack(push, 1)
/** A record of the file, packed. */
typedef struct dp_header { uint8_t tag; uint32_t length; uint64_t stamp; } dp_header;
#pragma pack(pop)

/** A message with a tail. */
typedef struct dp_packet { uint32_t count; uint16_t data[]; } dp_packet;

/** A depot. */
FFI_HANDLE(dp_store, close = dp_store_close, threads = safe)
typedef struct dp_store dp_store;
/** A walk over a depot's entries. */
FFI_HANDLE(dp_cursor, close = dp_cursor_close, threads = send)
typedef struct dp_cursor dp_cursor;
/** A ticket: safe, and can be consumed. */
FFI_HANDLE(dp_ticket, close = dp_ticket_close, threads = safe)
typedef struct dp_ticket dp_ticket;
/** A default handle. */
FFI_HANDLE(dp_plain, close = dp_plain_close)
typedef struct dp_plain dp_plain;

dp_error dp_plain_create(FFI_OUT dp_plain **plain);
void dp_plain_close(dp_plain *plain);
uint64_t dp_plain_thread(const dp_plain *plain);

/** Opens a depot.
 *  @param path where it is */
dp_error dp_store_open(const char *path, dp_open_flags flags, FFI_OUT dp_store **store);
void dp_store_close(FFI_NULLABLE dp_store *store);
/** Its name. */
FFI_BORROWED_UNTIL(close) const char *dp_store_name(const dp_store *store);
/** Its name, slowly. */
FFI_BORROWED_UNTIL(close) const char *dp_store_slow_name(const dp_store *store) FFI_BLOCKING;
/** A description, made for the caller. */
FFI_OWNED(dp_free) char *dp_store_describe(const dp_store *store);
void dp_free(void *p);
/** Stores bytes under a key. */
dp_error dp_store_put(dp_store *store, const char *key, FFI_SIZED_BY(size) const void *data, size_t size);
/** Reads the bytes under a key. */
dp_error dp_store_get(dp_store *store, const char *key, FFI_OUT FFI_SIZED_BY(size) void *data, FFI_INOUT size_t *size);
/** Adds many entries. */
dp_error dp_store_add(dp_store *store, FFI_COUNTED_BY(count) const dp_entry *entries, uint32_t count);
/** Finds an entry. */
dp_error dp_store_find(dp_store *store, const char *key, FFI_OUT dp_entry *entry);
/** Bounds of it all. */
dp_rect dp_store_bounds(const dp_store *store);
/** Grows a rectangle. */
dp_error dp_grow(FFI_INOUT dp_rect *rect, int32_t by);
/** Takes the oldest message out of the queue. */
dp_error dp_store_pop(dp_store *store, FFI_OUT FFI_COUNTED_BY(capacity) char *buffer, size_t capacity,
                      FFI_OUT FFI_COUNT_OF(buffer) size_t *length);
/** Puts a message into the queue. */
dp_error dp_store_push(dp_store *store, const char *message);
/** Waits for a message. */
dp_error dp_store_wait(dp_store *store, FFI_UNIT("ms") int32_t timeout_ms) FFI_BLOCKING;

/** Walks entries with a prefix, or all. */
dp_error dp_store_walk(dp_store *store, FFI_NULLABLE const char *prefix, FFI_OUT dp_cursor **cursor);
/** The next entry; DP_END after the last. */
dp_error dp_cursor_next(dp_cursor *cursor, FFI_OUT dp_entry *entry);
void dp_cursor_close(dp_cursor *cursor);

/** Makes a ticket. */
dp_error dp_ticket_create(FFI_OUT dp_ticket **ticket);
void dp_ticket_close(dp_ticket *ticket);
/** Whether it is valid. */
bool dp_ticket_valid(const dp_ticket *ticket);
/** Hands a ticket in; the depot owns it from then on. */
dp_error dp_store_submit(dp_store *store, FFI_CONSUMED dp_ticket *ticket);

/** Called for each entry; false stops. */
typedef bool (*dp_visitor)(const char *key, dp_kind kind, void *user);
/** Shows every entry to a visitor and returns a ticket for the visit. */
dp_error dp_store_each(dp_store *store, FFI_CALLBACK(user_data = user, lifetime = call) dp_visitor visitor, void *user,
                       FFI_OUT dp_ticket **ticket);
/** Called when something was pushed. */
typedef void (*dp_watcher)(dp_store *store, const char *message, void *user);
/** Registers a watcher. */
dp_error dp_store_watch(dp_store *store, FFI_CALLBACK(user_data = user, lifetime = until, until = dp_store_unwatch, thread = any) dp_watcher watcher, void *user);
/** Ends it. */
dp_error dp_store_unwatch(dp_store *store);
/** Calls the watcher as a C thread. */
dp_error dp_store_fire(dp_store *store, const char *message);
/** Called for each cursor entry. */
typedef void (*dp_step)(int32_t index, void *user);
/** Steps three times. */
dp_error dp_cursor_each(dp_cursor *cursor, FFI_CALLBACK(user_data = user, lifetime = call) dp_step step, void *user);
/** Called once when it is done. */
typedef void (*dp_done)(dp_error result, FFI_COUNTED_BY(count) const uint8_t *data, size_t count, void *user);
/** Does it later, on another thread. */
dp_error dp_store_later(dp_store *store, uint32_t delay_ms, FFI_CALLBACK(user_data = user, lifetime = once, thread = any) dp_done done, void *user);

/** Calls it twice, against the contract. */
dp_error dp_store_twice(dp_store *store, FFI_CALLBACK(user_data = user, lifetime = once, thread = any) dp_done done, void *user);
/** Sum of bytes. */
uint32_t dp_sum8(FFI_COUNTED_BY(n) const uint8_t *data, uint8_t n);
/** Sum of bytes. */
uint32_t dp_sum16(FFI_COUNTED_BY(n) const uint8_t *data, uint16_t n);
/** Sum of bytes, with a status. */
dp_error dp_sum8s(FFI_COUNTED_BY(n) const uint8_t *data, uint8_t n, FFI_OUT uint32_t *sum);
/** Keeps a buffer. */
dp_error dp_store_lend(dp_store *store, FFI_COUNTED_BY(n) const uint8_t *data, size_t n);
/** Nothing: how much a call costs. */
uint32_t dp_nothing(uint32_t x);
/** Nothing, with a status. */
dp_error dp_store_nothing(dp_store *store, uint32_t x, FFI_OUT uint32_t *y);
/** Length of a text. */
dp_error dp_text_length(const char *text, FFI_OUT size_t *length);
/** How many objects are alive. */
int32_t dp_alive(void) FFI_THREAD_SAFE;
/** Double closes seen. */
int32_t dp_double_closes(void) FFI_THREAD_SAFE;
/** Uses of dead objects seen. */
int32_t dp_dead_uses(void) FFI_THREAD_SAFE;
#endif
