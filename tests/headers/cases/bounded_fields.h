/* Fields that C takes from a part of their type alone: bit-fields, packed ones, arrays, floats, enums, within others. */
#ifndef BOUNDED_FIELDS_H
#define BOUNDED_FIELDS_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum FFI_CLOSED bf_side { BF_LEFT = -1, BF_MIDDLE = 0, BF_RIGHT = 1 } bf_side;
typedef enum bf_shade { BF_DARK, BF_LIGHT } bf_shade;
typedef struct bf_bits {
    FFI_RANGE(0, 5) uint32_t level : 3;
    FFI_RANGE(-2, 2) int32_t turn : 4;
} bf_bits;
#pragma pack(push, 1)
typedef struct bf_packed {
    uint8_t tag;
    FFI_RANGE(1u, 0xFFu) uint32_t length;
    FFI_RANGE(0.5f, 1) double share;
} bf_packed;
#pragma pack(pop)
typedef struct bf_all {
    bf_side type; /* a keyword of Rust and Go */
    FFI_RANGE(0, 1) bf_shade shade;
    FFI_RANGE(0, 100) uint8_t parts[3];
    FFI_RANGE(-1, 1) float points[2];
    bf_side sides[2];
    bf_bits bits;
    bf_packed packed;
    struct {
        FFI_RANGE(0, 3) int32_t inner;
        struct {
            FFI_RANGE(0, 3) uint32_t flags : 3;
            bf_side own;
        };
    };
    struct {
        bf_packed both[2];
    };
    bf_bits many[2][3];
    bf_side square[2][2];
    FFI_RANGE(-9223372036854775807, 9223372036854775807) int64_t wide;
} bf_all;
int32_t bf_read(const bf_all* all);
int32_t bf_copy(bf_all all);
int32_t bf_maybe(FFI_NULLABLE const bf_all* all, FFI_NULLABLE FFI_INOUT bf_bits* bits);
void bf_change(FFI_INOUT bf_packed* range);
int32_t bf_list(FFI_COUNTED_BY(n) const bf_all* all, size_t n);
int32_t bf_list_maybe(FFI_NULLABLE FFI_COUNTED_BY(n) const bf_bits* bits, size_t n);
int32_t bf_turn(FFI_INOUT FFI_COUNTED_BY(n) bf_packed* range, size_t n);
int32_t bf_turn_maybe(FFI_NULLABLE FFI_INOUT FFI_COUNTED_BY(n) bf_all* all, size_t n);
int32_t bf_pair(const bf_bits pair[2], FFI_INOUT bf_all all[2]);
int32_t bf_pair_maybe(FFI_NULLABLE const bf_all pair[2], FFI_NULLABLE FFI_INOUT bf_bits bits[2]);
#pragma pack(push, 1)
typedef struct bf_tight {
    uint8_t tag;
    struct {
        FFI_RANGE(0, 3) int32_t inner;
        FFI_RANGE(0, 1) float shares[2];
    };
    bf_bits bits[2];
} bf_tight;
#pragma pack(pop)
int32_t bf_tight_list(FFI_COUNTED_BY(n) const bf_tight* all, size_t n);
int32_t bf_tight_one(FFI_INOUT bf_tight* one);
typedef struct bf_either {
    union {
        FFI_RANGE(0, 3) int32_t whole;
        float real;
    } either;
} bf_either;
int32_t bf_raw_only(const bf_either* either); /* nobody knows what is there */
int32_t bf_number(FFI_RANGE(0u, 10u) uint32_t number, FFI_RANGE(0.5f, 1.5f) float share);
/* Elements, addresses of numbers, arrays of arrays, enums with gaps. */
typedef enum FFI_CLOSED bounded_step { BOUNDED_FIRST = 1, BOUNDED_LAST = 4 } bounded_step;
typedef struct bounded_grid {
    FFI_RANGE(0, 1) float cells[2][3];
    bounded_step steps[2][2];
    bounded_step one;
} bounded_grid;
int bounded_grid_read(const bounded_grid *grid);
int bounded_grids(FFI_NULLABLE FFI_INOUT FFI_COUNTED_BY(n) bounded_grid *grids, uint8_t n);
int bounded_pick(FFI_COUNTED_BY(n) FFI_RANGE(-1, 9) const int64_t *at, uint8_t n);
int bounded_perhaps(FFI_NULLABLE FFI_COUNTED_BY(n) FFI_RANGE(0, 1) const double *at, int n);
int bounded_turn(FFI_NULLABLE FFI_INOUT FFI_COUNTED_BY(n) FFI_RANGE(0, 9) uint8_t *at, int n);
int bounded_three(FFI_NULLABLE FFI_RANGE(0, 9) const short at[3]);
int bounded_move(FFI_INOUT FFI_RANGE(0, 9) int *at, FFI_NULLABLE FFI_INOUT FFI_RANGE(0, 1) float *x);
int bounded_next(FFI_INOUT bounded_step *step, FFI_NULLABLE FFI_INOUT bounded_step *other);
typedef bounded_step (*bounded_chooser)(int n, void *user);
int bounded_choose(FFI_CALLBACK(user_data = user, lifetime = call) bounded_chooser f, void *user);

#endif
