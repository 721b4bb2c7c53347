/* Counts of every type. */
#include "core.h"

/** A count that the caller's language should have refused. */
static bool possible(intmax_t n) {
    if (n < 0)
        sh_report(SH_FAULT_VALUE, "a count of %jd", n);
    return n >= 0;
}

#define COUNTS(name, type)                                                                         \
    uint64_t sh_sum_##name(const uint8_t* data, type n) {                                          \
        uint64_t sum = 0;                                                                          \
        for (type i = 0; possible((intmax_t)(n > 0 ? 0 : n)) && i < n; i++)                        \
            sum += data[i];                                                                        \
        return sum;                                                                                \
    }                                                                                              \
    sh_status sh_fill_##name(uint8_t* data, type n, uint32_t most, type* written) {                \
        *written = 0;                                                                              \
        if (!possible((intmax_t)(n > 0 ? 0 : n)))                                                  \
            return SH_INVALID;                                                                     \
        for (type i = 0; i < n && (uint64_t)i < most; i++) {                                       \
            data[i] = (uint8_t)(i + 1);                                                            \
            ++*written;                                                                            \
        }                                                                                          \
        return SH_OK;                                                                              \
    }                                                                                              \
    sh_status sh_flip_##name(uint8_t* data, type n) {                                              \
        if (!possible((intmax_t)(n > 0 ? 0 : n)))                                                  \
            return SH_INVALID;                                                                     \
        for (type i = 0; i < n; i++)                                                               \
            data[i] = (uint8_t)~data[i];                                                           \
        return SH_OK;                                                                              \
    }

COUNTS(u8, uint8_t)
COUNTS(i8, int8_t)
COUNTS(u16, uint16_t)
COUNTS(i16, int16_t)
COUNTS(u32, uint32_t)
COUNTS(i32, int32_t)
COUNTS(u64, uint64_t)
COUNTS(i64, int64_t)
COUNTS(size, size_t)
COUNTS(diff, ptrdiff_t)

sh_status sh_lie_i32(uint8_t* data, int32_t capacity, int32_t lie, int32_t* written) {
    for (int32_t i = 0; i < capacity; i++)
        data[i] = 7;
    *written = lie;
    return SH_OK;
}

sh_status sh_lie_size(uint8_t* data, size_t capacity, uint64_t lie, size_t* written) {
    for (size_t i = 0; i < capacity; i++)
        data[i] = 7;
    *written = (size_t)lie;
    return SH_OK;
}

sh_status sh_mix(const float* a, float* b, uint8_t n) {
    for (uint8_t i = 0; i < n; i++)
        b[i] += a[i];
    return SH_OK;
}

sh_status sh_boxes(sh_box* boxes, size_t* count) {
    const size_t n = *count < 5 ? *count : 5;
    for (size_t i = 0; i < n; i++)
        boxes[i] = (sh_box){(int32_t)i, 0, 1, 1};
    *count = n;
    return SH_OK;
}
