#define LC_BUILDING
#include "calls.h"

#include <stdarg.h>
#include <string.h>

#define LC_ADD_INDEX(n)                                                                            \
    lc_bytes##n lc_add_index##n(lc_bytes##n value) {                                               \
        for (int i = 0; i < n; ++i) value.b[i] = (uint8_t)(value.b[i] + i);                        \
        return value;                                                                              \
    }
#define LC_EIGHT(t1, t2, t3, t4, t5, t6, t7, t8)                                                   \
    LC_ADD_INDEX(t1) LC_ADD_INDEX(t2) LC_ADD_INDEX(t3) LC_ADD_INDEX(t4)                            \
    LC_ADD_INDEX(t5) LC_ADD_INDEX(t6) LC_ADD_INDEX(t7) LC_ADD_INDEX(t8)
LC_EIGHT(1, 2, 3, 4, 5, 6, 7, 8)
LC_EIGHT(9, 10, 11, 12, 13, 14, 15, 16)
LC_EIGHT(17, 18, 19, 20, 21, 22, 23, 24)
LC_EIGHT(25, 26, 27, 28, 29, 30, 31, 32)
LC_EIGHT(33, 34, 35, 36, 37, 38, 39, 40)
LC_EIGHT(41, 42, 43, 44, 45, 46, 47, 48)
LC_EIGHT(49, 50, 51, 52, 53, 54, 55, 56)
LC_EIGHT(57, 58, 59, 60, 61, 62, 63, 64)

#define M(member) value.member = (__typeof__(value.member))(2 * value.member + before + after);
#define LC_SCALE(name, members)                                                                    \
    lc_##name lc_scale_##name(int32_t before, lc_##name value, double after) {                     \
        members return value;                                                                      \
    }
LC_SCALE(f, M(a))
LC_SCALE(d, M(a))
LC_SCALE(ff, M(a) M(b))
LC_SCALE(fff, M(a) M(b) M(c))
LC_SCALE(ffff, M(a) M(b) M(c) M(d))
LC_SCALE(fffff, M(a) M(b) M(c) M(d) M(e))
LC_SCALE(dd, M(a) M(b))
LC_SCALE(ddd, M(a) M(b) M(c))
LC_SCALE(dddd, M(a) M(b) M(c) M(d))
LC_SCALE(fi, M(a) M(b))
LC_SCALE(if, M(a) M(b))
LC_SCALE(ffi, M(a) M(b) M(c))
LC_SCALE(iff, M(a) M(b) M(c))
LC_SCALE(id, M(a) M(b))
LC_SCALE(di, M(a) M(b))
LC_SCALE(dl, M(a) M(b))
LC_SCALE(ld, M(a) M(b))
LC_SCALE(cd, M(a) M(b))
LC_SCALE(fd, M(a) M(b))
LC_SCALE(df, M(a) M(b))
LC_SCALE(csilf, M(a) M(b) M(c) M(d) M(e))
LC_SCALE(ll, M(a) M(b))
LC_SCALE(lll, M(a) M(b) M(c))

lc_nested lc_swap_nested(lc_nested value) {
    lc_nested result = {{value.tail.x}, {value.head.a}};
    return result;
}

lc_array lc_reverse_array(lc_array value) {
    lc_array result = {{value.xyz[2], value.xyz[1], value.xyz[0]}};
    return result;
}

lc_union_float lc_double_union_float(lc_union_float value) {
    value.g[0] *= 2;
    value.g[1] *= 2;
    return value;
}

lc_union_mixed lc_next_union_mixed(lc_union_mixed value) {
    value.i += 1;
    return value;
}

lc_union_large lc_reverse_union_large(lc_union_large value) {
    lc_union_large result = {{value.d[2], value.d[1], value.d[0]}};
    return result;
}

lc_variant lc_convert_variant(lc_variant value) {
    lc_variant result;
    memset(&result, 0, sizeof result);
    result.tag = !value.tag;
    if (value.tag == 0) result.d = (double)value.i;
    else result.i = (int64_t)value.d;
    return result;
}

lc_bits lc_change_bits(lc_bits value) {
    value.low = (value.low + 1u) & 31u;
    value.middle = -value.middle;
    value.high = ~value.high & 0xFFFFu;
    return value;
}

lc_packed lc_double_packed(lc_packed value) {
    lc_packed result = {(uint8_t)(2 * value.a), 2 * value.b, 2 * value.c};
    return result;
}

lc_aligned lc_swap_aligned(int8_t before, lc_aligned value) {
    lc_aligned result = {(int32_t)value.b + before, (float)value.a};
    return result;
}

lc_large lc_iota_large(lc_large value, int32_t start) {
    for (int i = 0; i < 40; ++i) value.numbers[i] += start + i;
    return value;
}

uint64_t lc_sum_view(lc_view value) {
    uint64_t sum = 0;
    for (size_t i = 0; i < value.length; ++i) sum += value.data[i];
    return sum;
}

int8_t lc_negate_i8(int8_t value) { return (int8_t)-value; }
uint8_t lc_next_u8(uint8_t value) { return (uint8_t)(value + 1); }
int16_t lc_negate_i16(int16_t value) { return (int16_t)-value; }
uint16_t lc_next_u16(uint16_t value) { return (uint16_t)(value + 1); }
int32_t lc_negate_i32(int32_t value) { return -value; }
uint32_t lc_next_u32(uint32_t value) { return value + 1; }
int64_t lc_negate_i64(int64_t value) { return -value; }
uint64_t lc_next_u64(uint64_t value) { return value + 1; }
float lc_half_f(float value) { return value / 2; }
double lc_half_d(double value) { return value / 2; }
bool lc_not(bool value) { return !value; }
char lc_next_char(char value) { return (char)(value + 1); }
size_t lc_next_size(size_t value) { return value + 1; }
long lc_negate_long(long value) { return -value; }
unsigned short lc_next_short(unsigned short value) { return (unsigned short)(value + 1); }
long double lc_half_ld(long double value) { return value / 2; }
#if defined(__SIZEOF_INT128__)
__int128 lc_negate_i128(__int128 value) { return -value; }
#endif

lc_direction lc_turn_right(lc_direction direction) {
    return direction == LC_NOWHERE ? LC_NOWHERE : (lc_direction)((direction + 1) % 4);
}

double lc_many(int8_t a, double b, uint16_t c, float d, int64_t e, int32_t f, double g, uint8_t h,
               float i, int64_t j, double k, int16_t l, double m, double n, float o, uint32_t p,
               double q, int64_t r, bool s, double t) {
    return 1 * a + 2 * b + 3 * c + 4 * (double)d + 5 * (double)e + 6 * (double)f + 7 * g + 8 * h +
           9 * (double)i + 10 * (double)j + 11 * k + 12 * l + 13 * m + 14 * n + 15 * (double)o +
           16 * (double)p + 17 * q + 18 * (double)r + 19 * s + 20 * t;
}

double lc_many_records(lc_dd a, int32_t b, lc_dddd c, lc_bytes7 d, double e, lc_fi f) {
    return 1 * a.a + 2 * b + 3 * c.a + 4 * d.b[6] + 5 * e + 6 * f.b;
}

double lc_sum_variadic(const char *types, ...) {
    va_list arguments;
    double sum = 0;
    va_start(arguments, types);
    for (; *types; ++types) {
        if (*types == 'i') sum += va_arg(arguments, int);
        else if (*types == 'l') sum += (double)va_arg(arguments, int64_t);
        else sum += va_arg(arguments, double);
    }
    va_end(arguments);
    return sum;
}

int lc_sum_ints(int count, ...) {
    va_list arguments;
    int sum = 0;
    va_start(arguments, count);
    while (count-- > 0) sum += va_arg(arguments, int);
    va_end(arguments);
    return sum;
}

void lc_double_in_place(lc_csilf *value) { *value = lc_scale_csilf(0, *value, 0); }

void lc_make(int32_t seed, lc_packed *value) {
    value->a = (uint8_t)seed;
    value->b = seed * 2;
    value->c = seed * 0.5;
}

double lc_read(const lc_dddd *value) { return value->a + 2 * value->b + 3 * value->c + 4 * value->d; }

void lc_divide(int32_t a, int32_t b, int32_t *quotient, int32_t *remainder) {
    *quotient = a / b;
    *remainder = a % b;
}

int64_t lc_sum_slice(const int32_t *values, size_t count) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; ++i) sum += values[i];
    return sum;
}

void lc_fill_slice(lc_fi *values, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        values[i].a = (float)i / 2;
        values[i].b = (int32_t)i;
    }
}

size_t lc_length(const char *text) { return strlen(text); }
const char *lc_greeting(void) { return "gr\xc3\xbc\xc3\x9f dich"; }
void *lc_identity(void *pointer) { return pointer; }

int32_t lc_call_int(int32_t value, lc_on_int callback, void *user_data) {
    return callback(callback(value, user_data), user_data);
}
lc_ff lc_call_pair(lc_ff value, lc_on_pair callback, void *user_data) {
    return callback(value, user_data);
}
lc_lll lc_call_large(lc_lll value, lc_on_large callback, void *user_data) {
    return callback(value, 7, user_data);
}
lc_bytes3 lc_call_bytes(lc_bytes3 value, lc_on_bytes callback, void *user_data) {
    return callback(value, user_data);
}
bool lc_call_many(lc_on_many callback, void *user_data) {
    return callback(-5, 60000, 0.5f, -2.25, true, "text", user_data);
}
lc_variant lc_call_variant(lc_variant value, lc_on_variant callback, void *user_data) {
    return callback(value, user_data);
}
void lc_call_pointer(lc_csilf *value, lc_on_pointer callback, void *user_data) {
    callback(value, user_data);
}

static lc_on_int subscriber;
static void *subscriber_data;
void lc_subscribe(lc_on_int callback, void *user_data) {
    subscriber = callback;
    subscriber_data = user_data;
}
void lc_unsubscribe(void) { subscriber = NULL; }
int32_t lc_publish(int32_t value) { return subscriber ? subscriber(value, subscriber_data) : -1; }

static int negate(int value) { return -value; }
static int twice(int value) { return 2 * value; }
lc_unary lc_choose(int which) { return which == 0 ? negate : which == 1 ? twice : NULL; }
int lc_apply(lc_unary function, int value) { return function(value); }

int LC_STDCALL lc_stdcall_subtract(int a, int b) { return a - b; }
#if defined(__x86_64__)
#define LC_WEIGH (int64_t)((double)a + 2 * b + 3 * (double)c + 4 * d + 5 * (double)e + 6 * f)
int64_t __attribute__((ms_abi)) lc_ms_weigh(int64_t a, double b, int64_t c, double d, int64_t e, double f) {
    return LC_WEIGH;
}
int64_t __attribute__((sysv_abi)) lc_sysv_weigh(int64_t a, double b, int64_t c, double d, int64_t e, double f) {
    return LC_WEIGH;
}
#endif

int lc_labelled(int value) { return value + 1000; }
int lc_no_prototype() { return 17; }

int32_t lc_counter = 5;
const char lc_label[8] = "labels";
