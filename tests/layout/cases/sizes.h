/* Types whose size, alignment or sign is the target's choice. Expected numbers: ../expected.txt. */
#ifndef LAYOUT_SIZES_H
#define LAYOUT_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** 4-aligned in structs on i686 linux. */
struct sz_double {
    char head;
    double value;
};

/** The same of a 64-bit integer. */
struct sz_int64 {
    char head;
    int64_t value;
};

/** And of long long. */
struct sz_long_long {
    char head;
    unsigned long long value;
};

/** 4 or 8 bytes. */
struct sz_long {
    char head;
    long value;
    unsigned long uvalue;
};

/** 2 or 4 bytes, signed or not. */
struct sz_wchar {
    char head;
    wchar_t value;
    wchar_t text[3];
};

/** Pointer-sized ones. */
struct sz_pointers {
    char head;
    size_t size;
    ptrdiff_t difference;
    intptr_t integer;
    uintptr_t uinteger;
    void *pointer;
    int (*function)(int);
};

/** 8, 12 or 16 bytes, in three formats. */
struct sz_long_double {
    char head;
    long double value;
};

/** Signed or unsigned. */
struct sz_char {
    char plain;
    signed char minus;
    unsigned char plus;
};

/** Exact widths. */
struct sz_fixed {
    int8_t i8;
    uint8_t u8;
    int16_t i16;
    uint16_t u16;
    int32_t i32;
    uint32_t u32;
    int64_t i64;
    uint64_t u64;
    int_least16_t least;
    intmax_t max;
};

/** As the C library likes, not the compiler. */
struct sz_fast {
    int_fast8_t fast8;
    int_fast16_t fast16;
    uint_fast32_t fast32;
    int_fast64_t fast64;
};

/** Floating point and bool. */
struct sz_basic {
    bool flag;
    float single;
    double wide;
    short half;
    bool flags[3];
};

/** No negative value: unsigned on linux, int on msvc. */
enum sz_unsigned { SZ_ZERO, SZ_ONE, SZ_TWO };
/** A negative value: int. */
enum sz_negative { SZ_MINUS = -1, SZ_PLUS = 1 };
/** Needs the sign bit. */
enum sz_high_bit { SZ_HIGH_BIT = 0x80000000u, SZ_LOW_BIT = 1 };
/** Beyond 32 bits; msvc keeps 4 bytes and cuts the value off. */
enum sz_wide { SZ_WIDE = 0x100000000ll, SZ_NARROW = 1 };
/** Beyond 32 bits, negative. */
enum sz_wide_negative { SZ_WIDE_NEGATIVE = -0x100000000ll };
/** As small as its values. */
enum __attribute__((packed)) sz_packed { SZ_PACKED_ZERO, SZ_PACKED_MAX = 255 };
/** As small as its values, which need two bytes. */
enum __attribute__((packed)) sz_packed_2 { SZ_PACKED_2_MIN = -1, SZ_PACKED_2_MAX = 255 };
/** Named by its typedef only. */
typedef enum { SZ_TYPEDEF_A = 10, SZ_TYPEDEF_B, SZ_TYPEDEF_C = SZ_TYPEDEF_A } sz_typedef_enum;
/** No name at all: constants. */
enum { SZ_ANONYMOUS = 7, SZ_ANONYMOUS_NEGATIVE = -7 };

/** Enums as members. */
struct sz_enums {
    char head;
    enum sz_unsigned plus;
    enum sz_negative minus;
    enum sz_high_bit high;
    enum sz_packed packed;
    enum sz_packed_2 packed_2;
    sz_typedef_enum named;
    char tail;
};

/** Wide enums as members. */
struct sz_wide_enums {
    char head;
    enum sz_wide wide;
    enum sz_wide_negative wide_negative;
};

#if defined(__SIZEOF_INT128__)
/** 16 bytes, 16-aligned wherever it exists. */
struct sz_int128 {
    char head;
    __int128 value;
    unsigned __int128 uvalue;
};
#endif

#if defined(__FLT16_MANT_DIG__)
/** Half precision. */
struct sz_float16 {
    char head;
    _Float16 value;
};
#endif

#if defined(__clang__) && __clang_major__ >= 15 && !defined(__s390x__)
/** Bit-precise integers, C23. */
struct sz_bit_int {
    char head;
    _BitInt(7) seven;
    unsigned _BitInt(37) thirty_seven;
    _BitInt(64) sixty_four;
};
#endif

/** Complex numbers: twice the real type, aligned as it. */
struct sz_complex {
    char head;
    float _Complex single;
    double _Complex wide;
};

typedef float sz_vector_4f __attribute__((vector_size(16)));
typedef int16_t sz_vector_4i __attribute__((vector_size(8)));
/** SIMD vectors. */
struct sz_vectors {
    char head;
    sz_vector_4f floats;
    sz_vector_4i shorts;
};

#if !defined(__STDC_NO_ATOMICS__)
/** Atomics of basic types. */
struct sz_atomic {
    char head;
    _Atomic int32_t word;
    _Atomic uint64_t wide;
    _Atomic(uint8_t) byte;
    _Atomic(void *) pointer;
};

/** Nothing but a 64-bit atomic: gcc gives it the plain integer's alignment on i686. */
struct sz_lone_atomic {
    _Atomic uint64_t wide;
};

/** Three bytes. */
struct sz_three {
    char bytes[3];
};
/** gcc leaves the size alone, clang rounds it up to a power of two. */
struct sz_atomic_struct {
    char head;
    _Atomic(struct sz_three) value;
};
#endif

/** An aligned enum: gcc and clang may disagree on members of its type. */
typedef enum sz_aligned_enum { SZ_ALIGNED = 1 } __attribute__((aligned(16))) sz_aligned_enum;
struct sz_aligned_enum_member {
    char head;
    enum sz_aligned_enum value;
    sz_aligned_enum by_typedef;
};

#endif
