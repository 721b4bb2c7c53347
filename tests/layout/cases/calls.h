/* Calls whose arguments and results travel differently on every ABI. Implemented by calls.c. */
#ifndef LAYOUT_CALLS_H
#define LAYOUT_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(layout_calls, prefix = lc_, library = layout_calls)

#if defined(_WIN32) && defined(LC_BUILDING)
#define LC_API __declspec(dllexport)
#else
#define LC_API
#endif

/* ---- structs of every size from 1 to 64 bytes: each byte comes back plus its index ------------- */

#define LC_BYTES(n)                                                                                \
    typedef struct lc_bytes##n {                                                                   \
        uint8_t b[n];                                                                              \
    } lc_bytes##n;                                                                                 \
    LC_API lc_bytes##n lc_add_index##n(lc_bytes##n value);

LC_BYTES(1) LC_BYTES(2) LC_BYTES(3) LC_BYTES(4) LC_BYTES(5) LC_BYTES(6) LC_BYTES(7) LC_BYTES(8)
LC_BYTES(9) LC_BYTES(10) LC_BYTES(11) LC_BYTES(12) LC_BYTES(13) LC_BYTES(14) LC_BYTES(15) LC_BYTES(16)
LC_BYTES(17) LC_BYTES(18) LC_BYTES(19) LC_BYTES(20) LC_BYTES(21) LC_BYTES(22) LC_BYTES(23) LC_BYTES(24)
LC_BYTES(25) LC_BYTES(26) LC_BYTES(27) LC_BYTES(28) LC_BYTES(29) LC_BYTES(30) LC_BYTES(31) LC_BYTES(32)
LC_BYTES(33) LC_BYTES(34) LC_BYTES(35) LC_BYTES(36) LC_BYTES(37) LC_BYTES(38) LC_BYTES(39) LC_BYTES(40)
LC_BYTES(41) LC_BYTES(42) LC_BYTES(43) LC_BYTES(44) LC_BYTES(45) LC_BYTES(46) LC_BYTES(47) LC_BYTES(48)
LC_BYTES(49) LC_BYTES(50) LC_BYTES(51) LC_BYTES(52) LC_BYTES(53) LC_BYTES(54) LC_BYTES(55) LC_BYTES(56)
LC_BYTES(57) LC_BYTES(58) LC_BYTES(59) LC_BYTES(60) LC_BYTES(61) LC_BYTES(62) LC_BYTES(63) LC_BYTES(64)

/* ---- mixed classes: each member comes back doubled, plus `before`, plus `after` ------------------ */

typedef struct lc_f { float a; } lc_f;
typedef struct lc_d { double a; } lc_d;
typedef struct lc_ff { float a, b; } lc_ff;
typedef struct lc_fff { float a, b, c; } lc_fff;
typedef struct lc_ffff { float a, b, c, d; } lc_ffff;
typedef struct lc_fffff { float a, b, c, d, e; } lc_fffff;
typedef struct lc_dd { double a, b; } lc_dd;
typedef struct lc_ddd { double a, b, c; } lc_ddd;
typedef struct lc_dddd { double a, b, c, d; } lc_dddd;
typedef struct lc_fi { float a; int32_t b; } lc_fi;
typedef struct lc_if { int32_t a; float b; } lc_if;
typedef struct lc_ffi { float a, b; int32_t c; } lc_ffi;
typedef struct lc_iff { int32_t a; float b, c; } lc_iff;
typedef struct lc_id { int32_t a; double b; } lc_id;
typedef struct lc_di { double a; int32_t b; } lc_di;
typedef struct lc_dl { double a; int64_t b; } lc_dl;
typedef struct lc_ld { int64_t a; double b; } lc_ld;
typedef struct lc_cd { int8_t a; double b; } lc_cd;
typedef struct lc_fd { float a; double b; } lc_fd;
typedef struct lc_df { double a; float b; } lc_df;
typedef struct lc_csilf { int8_t a; int16_t b; int32_t c; int64_t d; float e; } lc_csilf;
typedef struct lc_ll { int64_t a, b; } lc_ll;
typedef struct lc_lll { int64_t a, b, c; } lc_lll;

LC_API lc_f lc_scale_f(int32_t before, lc_f value, double after);
LC_API lc_d lc_scale_d(int32_t before, lc_d value, double after);
LC_API lc_ff lc_scale_ff(int32_t before, lc_ff value, double after);
LC_API lc_fff lc_scale_fff(int32_t before, lc_fff value, double after);
LC_API lc_ffff lc_scale_ffff(int32_t before, lc_ffff value, double after);
LC_API lc_fffff lc_scale_fffff(int32_t before, lc_fffff value, double after);
LC_API lc_dd lc_scale_dd(int32_t before, lc_dd value, double after);
LC_API lc_ddd lc_scale_ddd(int32_t before, lc_ddd value, double after);
LC_API lc_dddd lc_scale_dddd(int32_t before, lc_dddd value, double after);
LC_API lc_fi lc_scale_fi(int32_t before, lc_fi value, double after);
LC_API lc_if lc_scale_if(int32_t before, lc_if value, double after);
LC_API lc_ffi lc_scale_ffi(int32_t before, lc_ffi value, double after);
LC_API lc_iff lc_scale_iff(int32_t before, lc_iff value, double after);
LC_API lc_id lc_scale_id(int32_t before, lc_id value, double after);
LC_API lc_di lc_scale_di(int32_t before, lc_di value, double after);
LC_API lc_dl lc_scale_dl(int32_t before, lc_dl value, double after);
LC_API lc_ld lc_scale_ld(int32_t before, lc_ld value, double after);
LC_API lc_cd lc_scale_cd(int32_t before, lc_cd value, double after);
LC_API lc_fd lc_scale_fd(int32_t before, lc_fd value, double after);
LC_API lc_df lc_scale_df(int32_t before, lc_df value, double after);
LC_API lc_csilf lc_scale_csilf(int32_t before, lc_csilf value, double after);
LC_API lc_ll lc_scale_ll(int32_t before, lc_ll value, double after);
LC_API lc_lll lc_scale_lll(int32_t before, lc_lll value, double after);

/* ---- other records by value ----------------------------------------------------------------------- */

/** Nested: still two floating-point members to an ABI. */
typedef struct lc_nested { lc_f head; struct { float x; } tail; } lc_nested;
/** An array in a struct. */
typedef struct lc_array { float xyz[3]; } lc_array;
/** A union of one class. */
typedef union lc_union_float { float f; float g[2]; } lc_union_float;
/** A union of two classes. */
typedef union lc_union_mixed { double d; int64_t i; uint8_t bytes[8]; } lc_union_mixed;
/** A union larger than two registers. */
typedef union lc_union_large { double d[3]; int32_t i; } lc_union_large;
/** A struct with a tagged union. */
typedef struct lc_variant { int32_t tag; union { int64_t i; double d; }; } lc_variant;
/** Bit-fields by value. */
typedef struct lc_bits { uint32_t low : 5; int32_t middle : 11; uint32_t high : 16; } lc_bits;
/** Packed: misaligned members by value. */
typedef struct __attribute__((packed)) lc_packed { uint8_t a; int32_t b; double c; } lc_packed;
/** Over-aligned by value. */
typedef struct __attribute__((aligned(16))) lc_aligned { int32_t a; float b; } lc_aligned;
/** Large, returned through memory. */
typedef struct lc_large { int32_t numbers[40]; } lc_large;
/** Pointers by value. */
typedef struct lc_view { const uint8_t *data; size_t length; } lc_view;

LC_API lc_nested lc_swap_nested(lc_nested value);
LC_API lc_array lc_reverse_array(lc_array value);
LC_API lc_union_float lc_double_union_float(lc_union_float value);
/** The bits of a double as an integer, plus one. */
LC_API lc_union_mixed lc_next_union_mixed(lc_union_mixed value);
LC_API lc_union_large lc_reverse_union_large(lc_union_large value);
/** Turns an integer (tag 0) into a double (tag 1) and the other way round. */
LC_API lc_variant lc_convert_variant(lc_variant value);
/** low + 1, middle negated, high complemented. */
LC_API lc_bits lc_change_bits(lc_bits value);
LC_API lc_packed lc_double_packed(lc_packed value);
LC_API lc_aligned lc_swap_aligned(int8_t before, lc_aligned value);
LC_API lc_large lc_iota_large(lc_large value, int32_t start);
/** Sum of the bytes. */
LC_API uint64_t lc_sum_view(lc_view value);

/* ---- scalars ------------------------------------------------------------------------------------------ */

LC_API int8_t lc_negate_i8(int8_t value);
LC_API uint8_t lc_next_u8(uint8_t value);
LC_API int16_t lc_negate_i16(int16_t value);
LC_API uint16_t lc_next_u16(uint16_t value);
LC_API int32_t lc_negate_i32(int32_t value);
LC_API uint32_t lc_next_u32(uint32_t value);
LC_API int64_t lc_negate_i64(int64_t value);
LC_API uint64_t lc_next_u64(uint64_t value);
LC_API float lc_half_f(float value);
LC_API double lc_half_d(double value);
LC_API bool lc_not(bool value);
LC_API char lc_next_char(char value);
LC_API size_t lc_next_size(size_t value);
LC_API long lc_negate_long(long value);
LC_API unsigned short lc_next_short(unsigned short value);
LC_API long double lc_half_ld(long double value);
#if defined(__SIZEOF_INT128__)
LC_API __int128 lc_negate_i128(__int128 value);
#endif

/** An enum, by value and returned. */
typedef enum lc_direction { LC_NORTH = 0, LC_EAST = 1, LC_SOUTH = 2, LC_WEST = 3, LC_NOWHERE = -1 } lc_direction;
LC_API lc_direction lc_turn_right(lc_direction direction);

/** Twenty arguments of mixed classes: sum of each times its position, from 1. */
LC_API double lc_many(int8_t a, double b, uint16_t c, float d, int64_t e, int32_t f, double g, uint8_t h,
                      float i, int64_t j, double k, int16_t l, double m, double n, float o, uint32_t p,
                      double q, int64_t r, bool s, double t);

/** Records among many scalars: 1*a.a + 2*b + 3*c.a + 4*d.b[6] + 5*e + 6*f.b. */
LC_API double lc_many_records(lc_dd a, int32_t b, lc_dddd c, lc_bytes7 d, double e, lc_fi f);

/** Adds up `count` values of the type said by each character of `types`: i int, l int64_t, d double. */
LC_API double lc_sum_variadic(const char *types, ...);
/** Adds up `count` ints. */
LC_API int lc_sum_ints(int count, ...);

/* ---- by pointer --------------------------------------------------------------------------------------- */

LC_API void lc_double_in_place(FFI_INOUT lc_csilf *value);
LC_API void lc_make(int32_t seed, FFI_OUT lc_packed *value);
LC_API double lc_read(const lc_dddd *value);
LC_API void lc_divide(int32_t a, int32_t b, FFI_OUT int32_t *quotient, FFI_OUT int32_t *remainder);
LC_API int64_t lc_sum_slice(FFI_COUNTED_BY(count) const int32_t *values, size_t count);
LC_API void lc_fill_slice(FFI_OUT FFI_COUNTED_BY(count) lc_fi *values, size_t count);
/** Length of a string, in bytes. */
LC_API size_t lc_length(const char *text);
/** A text that lives for ever. */
LC_API const char *lc_greeting(void);
LC_API void *lc_identity(void *pointer);

/* ---- callbacks ---------------------------------------------------------------------------------------- */

typedef int32_t (*lc_on_int)(int32_t value, void *user_data);
typedef lc_ff (*lc_on_pair)(lc_ff value, void *user_data);
typedef lc_lll (*lc_on_large)(lc_lll value, int8_t small, void *user_data);
typedef lc_bytes3 (*lc_on_bytes)(lc_bytes3 value, void *user_data);
typedef bool (*lc_on_many)(int8_t a, uint16_t b, float c, double d, bool e, const char *f, void *user_data);
typedef lc_variant (*lc_on_variant)(lc_variant value, void *user_data);
typedef void (*lc_on_pointer)(FFI_BORROWED lc_csilf *value, void *user_data);

/** callback(callback(value)). */
LC_API int32_t lc_call_int(int32_t value, FFI_CALLBACK(user_data = user_data) lc_on_int callback,
                           void *user_data);
LC_API lc_ff lc_call_pair(lc_ff value, FFI_CALLBACK(user_data = user_data) lc_on_pair callback,
                          void *user_data);
/** Passes 7 as `small`. */
LC_API lc_lll lc_call_large(lc_lll value, FFI_CALLBACK(user_data = user_data) lc_on_large callback,
                            void *user_data);
LC_API lc_bytes3 lc_call_bytes(lc_bytes3 value, FFI_CALLBACK(user_data = user_data) lc_on_bytes callback,
                               void *user_data);
/** Calls with -5, 60000, 0.5f, -2.25, true, "text". */
LC_API bool lc_call_many(FFI_CALLBACK(user_data = user_data) lc_on_many callback, void *user_data);
LC_API lc_variant lc_call_variant(lc_variant value,
                                  FFI_CALLBACK(user_data = user_data) lc_on_variant callback,
                                  void *user_data);
LC_API void lc_call_pointer(FFI_INOUT lc_csilf *value,
                            FFI_CALLBACK(user_data = user_data) lc_on_pointer callback, void *user_data);

/** Kept until lc_unsubscribe. Called by lc_publish. */
LC_API void lc_subscribe(FFI_CALLBACK(user_data = user_data, lifetime = until, until = lc_unsubscribe)
                             lc_on_int callback,
                         void *user_data);
LC_API void lc_unsubscribe(void);
/** What the subscriber answers; -1 when there is none. */
LC_API int32_t lc_publish(int32_t value);

typedef int (*lc_unary)(int value);
/** Returns a function: 0 negates, 1 doubles, otherwise NULL. */
LC_API lc_unary lc_choose(int which);
LC_API int lc_apply(lc_unary function, int value);

/* ---- conventions, symbols, definitions ------------------------------------------------------------ */

#if defined(__i386__) && defined(_WIN32)
#define LC_STDCALL __attribute__((stdcall))
#else
#define LC_STDCALL
#endif
LC_API int LC_STDCALL lc_stdcall_subtract(int a, int b);
#if defined(__x86_64__)
LC_API int64_t __attribute__((ms_abi)) lc_ms_weigh(int64_t a, double b, int64_t c, double d, int64_t e, double f);
LC_API int64_t __attribute__((sysv_abi)) lc_sysv_weigh(int64_t a, double b, int64_t c, double d, int64_t e, double f);
#endif

#if defined(__APPLE__) || (defined(_WIN32) && defined(__i386__))
#define LC_SYMBOL(name) __asm__("_" #name)
#else
#define LC_SYMBOL(name) __asm__(#name)
#endif
/** Called lc_other_name by the linker. */
LC_API int lc_labelled(int value) LC_SYMBOL(lc_other_name);

/** Has no symbol. */
static inline int lc_inline_add(int a, int b) { return a + b; }

/** Takes what it is given. */
LC_API int lc_no_prototype();

extern LC_API int32_t lc_counter;
extern LC_API const char lc_label[8];

#endif
