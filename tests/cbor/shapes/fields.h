/* Fields of which little is said elsewhere: bit-fields, characters, numbers at the ends of their
 * types, and names that the packages use for themselves. */
#ifndef FIELDS_H
#define FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(fields, prefix = fields_)

typedef enum FFI_CLOSED fields_side { FIELDS_SIDE_LEFT = 1, FIELDS_SIDE_RIGHT = 2 } fields_side;

/** Bits, some of them for later. */
typedef struct FFI_WIRE fields_bits {
    uint32_t mode : 3;
    FFI_RESERVED uint32_t later : 5;
    int32_t level : 7;
    bool on : 1;
    fields_side side : 3;
    FFI_RANGE(2, 5) uint32_t rate : 4;
    FFI_DEFAULT(3) uint32_t step : 4;
} fields_bits;

/** Whose sign is the target's. */
typedef struct FFI_WIRE fields_letters {
    char first;
    FFI_RANGE(32, 126) char second;
} fields_letters;

/** A tag of which each value has a member, and members at the ends of the tag's type. */
typedef struct FFI_WIRE fields_choices {
    fields_side side;
    FFI_RESERVED uint32_t reserved0;
    FFI_TAGGED_BY(side) union {
        FFI_CASE(FIELDS_SIDE_LEFT) uint32_t steps;
        FFI_CASE(FIELDS_SIDE_RIGHT) double way;
    } max_size;
    uint64_t large;
    FFI_TAGGED_BY(large) union {
        FFI_CASE(18446744073709551615) uint32_t most;
        FFI_CASE(9223372036854775808) char half;
    } field;
    int64_t small;
    FFI_TAGGED_BY(small) union {
        FFI_CASE(-9223372036854775808) int64_t least;
        FFI_CASE(0) uint64_t none;
    } list;
} fields_choices;

/** Names that their declarations say in Python. */
typedef struct FFI_WIRE fields_names {
    char str[8];
    uint8_t bytes[4];
    bool flags[4];
    uint16_t field[2];
    char text[8];
    uint8_t key[4];
    float list[2][2];
    fields_letters letters;
    int32_t Int;
} fields_names;

/** All defaults are zero. */
typedef struct FFI_WIRE fields_zeros {
    FFI_DEFAULT(0) uint32_t count;
    FFI_DEFAULT(false) bool open;
    FFI_DEFAULT(0) float gains[2];
} fields_zeros;

#endif
