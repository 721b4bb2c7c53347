/* Every kind of value that Python gives to C: what it becomes is tested in test_values.py. */
#ifndef VALUES_H
#define VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(values, prefix = vl_, library = values)

typedef enum vl_kind { VL_KIND_NONE = 0, VL_KIND_TEMP = 1, VL_KIND_VOLT = 7 } vl_kind;
typedef enum FFI_FLAGS vl_opts { VL_OPT_FAST = 1, VL_OPT_SAFE = 2, VL_OPT_LOUD = 4 } vl_opts;
typedef struct vl_point {
    double x, y;
} vl_point;
typedef struct vl_bits {
    unsigned ready : 1;
    int level : 3;
    unsigned count : 12;
    vl_kind kind : 4;
    bool flag : 1;
} vl_bits;
typedef union vl_number {
    int64_t i;
    double d;
    uint8_t bytes[8];
} vl_number;
typedef struct vl_sample {
    char name[16];
    vl_kind kind;
    vl_point where;
    vl_point path[3];
    uint16_t grid[2][3];
    int32_t small[4];
    float curve[2];
    const char* note;
} vl_sample;

int8_t vl_i8(int8_t value);
uint64_t vl_u64(uint64_t value);
size_t vl_size(size_t value);
bool vl_not(bool value);
float vl_f32(float value);
double vl_f64(double value);
vl_kind vl_next_kind(vl_kind kind);
uint32_t vl_opts_of(vl_opts opts);
/** A percentage. */
int32_t vl_percent(FFI_RANGE(0, 100) int32_t value);
double vl_sum(FFI_COUNTED_BY(n) const float* values, size_t n);
uint64_t vl_sum_u8(FFI_COUNTED_BY(n) const uint8_t* values, size_t n);
int64_t vl_sum_i64(FFI_COUNTED_BY(n) const int64_t* values, size_t n);
uint64_t vl_sum_few(FFI_COUNTED_BY(n) const uint8_t* values, uint8_t n);
void vl_fill(FFI_OUT FFI_COUNTED_BY(n) float* values, size_t n);
void vl_scale(FFI_INOUT FFI_COUNTED_BY(n) float* values, size_t n, float by);
uint64_t vl_where(FFI_COUNTED_BY(n) const float* values, size_t n);
vl_number vl_same(vl_number number);

#endif
