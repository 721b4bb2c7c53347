/* What has no symbol: functions with their body here, and macros that are calls. */
#ifndef INLINE_H
#define INLINE_H

#include <stdarg.h>
#include <stdint.h>

typedef struct inline_point {
    int32_t x, y;
} inline_point;

/** Multiplies; `version` is what the macros pass. */
int inline_multiply(int value, int factor, int version);
/** Three for two, as functions of libraries are called that check what they were built against. */
#define inline_scale(value, factor) inline_multiply((value), factor, 7)
#define inline_twice(v) (inline_multiply(v, 2, (int)sizeof(inline_point) - 1))
#define inline_swapped(factor, value) inline_multiply(value, factor, 7)
#if 0
#define inline_absent(v) inline_multiply(v, 1, 7)
#endif
#define inline_statement(v)                                                                        \
    do {                                                                                           \
        (void)(v);                                                                                 \
    } while (0)
#define inline_added(v) (inline_multiply(v, 1, 7) + 1)
#define inline_half(v) inline_multiply(7, 1, 7)
#define inline_chosen(v) inline_multiply(v, 1, 7)
#undef inline_chosen
#define inline_chosen(v) inline_multiply(v, 2, 7)

static inline int inline_add(int a, int b) { return a + b; }
static inline inline_point inline_mirrored(inline_point p) {
    inline_point result = {p.y, p.x};
    return result;
}
/** Always the same text. */
static inline const char* inline_name(void) { return "inline"; }
/** Calls the library. */
static inline int inline_tripled(int value) { return inline_multiply(value, 3, 7); }
static inline void inline_fill(int values[4], int value) {
    for (int i = 0; i < 4; ++i)
        values[i] = value;
}
static inline int inline_sum(int count, ...) { return count; }
static inline int inline_listed(va_list list) { return va_arg(list, int); }

#endif
