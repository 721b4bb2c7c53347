/* A library that keeps what it is given, as its fixed arguments tell it. Implemented by keeper.c. */
#ifndef KEEPER_H
#define KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(keeper, prefix = kp_, library = keeper)

typedef void (*kp_release)(void *);
/** The library keeps the caller's address. */
#define KP_BORROW ((kp_release)0)
/** The library makes a copy before it returns. */
#define KP_COPY ((kp_release)-1)
#define KP_MODE (-3)
#define KP_LIMIT 0xFFFFFFF0u
#define KP_PLACE ((void *)0x1000)

/** Keeps a text. */
void kp_keep_text(FFI_COUNTED_BY(length) const char *text, int length, FFI_FIXED(KP_COPY) kp_release release);
/** Keeps numbers. */
void kp_keep_numbers(FFI_COUNTED_BY(count) const int32_t *numbers, size_t count,
                     FFI_FIXED(KP_COPY) void (*release)(void *), FFI_FIXED(KP_MODE) int8_t mode,
                     FFI_FIXED(KP_LIMIT) uint32_t limit, FFI_FIXED(KP_PLACE) void *place);
/** What is kept, byte after byte. */
void kp_show(FFI_OUT FFI_COUNTED_BY(size) uint8_t *bytes, size_t size,
             FFI_OUT FFI_COUNT_OF(bytes) size_t *written);
/** Whether the library copied what it keeps. */
bool kp_is_copy(void);
int64_t kp_mode(void);
uint64_t kp_limit(void);
size_t kp_place(void);

/* ---- answers of which no is 0 ---- */

typedef enum FFI_ERROR_ENUM(ok = KP_YES) kp_answer { KP_NO = 0, KP_YES = 1 } kp_answer;
FFI_HANDLE(kp_shelf, close = kp_shelf_close)
typedef struct kp_shelf kp_shelf;
typedef struct kp_book {
    int32_t pages;
} kp_book;
typedef void (*kp_event)(void *user, int32_t pages);
kp_answer kp_shelf_open(FFI_OUT kp_shelf **shelf);
void kp_shelf_close(kp_shelf *shelf);
/** Lends its book. */
kp_answer kp_shelf_lend(kp_shelf *shelf, FFI_OUT kp_book **book) FFI_LEND(end = kp_shelf_take_back);
/** Tells who watches. */
kp_answer kp_shelf_take_back(kp_shelf *shelf, kp_book *book);
kp_answer kp_shelf_watch(kp_shelf *shelf, FFI_CALLBACK(user_data = user, until = kp_shelf_unwatch) kp_event event,
                         void *user);
kp_answer kp_shelf_unwatch(kp_shelf *shelf);

#endif
