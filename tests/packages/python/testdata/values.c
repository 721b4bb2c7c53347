#include "values.h"

int8_t vl_i8(int8_t value) { return value; }
uint64_t vl_u64(uint64_t value) { return value; }
size_t vl_size(size_t value) { return value; }
bool vl_not(bool value) { return !value; }
float vl_f32(float value) { return value; }
double vl_f64(double value) { return value; }
vl_kind vl_next_kind(vl_kind kind) { return (vl_kind)(kind + 1); }
uint32_t vl_opts_of(vl_opts opts) { return (uint32_t)opts; }
int32_t vl_percent(int32_t value) { return value; }
double vl_sum(const float* values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; ++i)
        sum += values[i];
    return sum;
}
uint64_t vl_sum_u8(const uint8_t* values, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; ++i)
        sum += values[i];
    return sum;
}
int64_t vl_sum_i64(const int64_t* values, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; ++i)
        sum += values[i];
    return sum;
}
uint64_t vl_sum_few(const uint8_t* values, uint8_t n) { return vl_sum_u8(values, n); }
void vl_fill(float* values, size_t n) {
    for (size_t i = 0; i < n; ++i)
        values[i] = (float)i + 0.5f;
}
void vl_scale(float* values, size_t n, float by) {
    for (size_t i = 0; i < n; ++i)
        values[i] *= by;
}
uint64_t vl_where(const float* values, size_t n) {
    (void)n;
    return (uint64_t)(uintptr_t)values;
}
vl_number vl_same(vl_number number) { return number; }
