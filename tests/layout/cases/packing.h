/* Packed, over-aligned and pragma-packed records. Expected numbers: ../expected.txt. */
#ifndef LAYOUT_PACKING_H
#define LAYOUT_PACKING_H

#include <stdint.h>

/** Packed, no more. */
struct __attribute__((packed)) pk_packed {
    char head;
    int value;
    char tail;
};

/** Packed inside, aligned outside. */
struct __attribute__((packed, aligned(4))) pk_packed_aligned_4 {
    char head;
    int value;
    char tail;
};

/** The same, 8. */
struct __attribute__((packed, aligned(8))) pk_packed_aligned_8 {
    char head;
    int value;
    char tail;
};

/** Over-aligned. */
struct __attribute__((aligned(16))) pk_aligned_16 {
    int value;
};

/** Packed around an over-aligned struct. */
struct __attribute__((packed)) pk_packed_around_aligned {
    char head;
    struct pk_aligned_16 inner;
};

/** 8-aligned by attribute. */
struct __attribute__((aligned(8))) pk_aligned_8 {
    int low;
    int high;
};

#pragma pack(push, 4)
/** #pragma pack(4) around an 8-aligned struct. */
struct pk_pack_4_around_aligned {
    char head;
    struct pk_aligned_8 inner;
};

/** #pragma pack(4) of a 64-bit integer. */
struct pk_pack_4_u64 {
    uint32_t head;
    uint64_t value;
};
#pragma pack(push, 2)
/** Nested #pragma pack(2) of a double. */
struct pk_pack_2_double {
    char head;
    double value;
    char tail;
};
#pragma pack(pop)
/** #pragma pack(4) again. */
struct pk_pack_4_restored {
    char head;
    double value;
};
#pragma pack(pop)

/** No pragma any more. */
struct pk_pack_none_restored {
    char head;
    double value;
};

#pragma pack(push, 1)
/** #pragma pack(1) with a pointer. */
struct pk_pack_1_pointer {
    char head;
    void *pointer;
    uint16_t tail;
};
/** #pragma pack(1) does not undo the record's own alignment. */
struct __attribute__((aligned(16))) pk_pack_1_aligned {
    char head;
    uint64_t value;
};
/** A member's alignment under #pragma pack(1). */
struct pk_pack_1_member_aligned {
    char head;
    uint64_t value __attribute__((aligned(8)));
    char tail;
};
#pragma pack(pop)

/** Packed, one member aligned. */
struct __attribute__((packed)) pk_packed_member_64 {
    char head;
    int value __attribute__((aligned(64)));
    char tail;
};

/** A member aligned beyond its type. */
struct pk_member_16 {
    char head;
    char value __attribute__((aligned(16)));
    char tail;
};

/** One byte, 32-aligned. */
struct __attribute__((aligned(32))) pk_byte_32 {
    char value;
};

/** _Alignas twice: two cache lines. */
struct pk_alignas_twice {
    _Alignas(64) char first;
    _Alignas(64) char second;
};

/** Arrays of over-aligned elements. */
struct pk_array_of_aligned {
    char head;
    struct pk_byte_32 items[3];
    struct pk_alignas_twice twice;
};

/** Page-aligned. */
struct __attribute__((aligned(4096))) pk_page {
    uint32_t value;
};

typedef int pk_int_16 __attribute__((aligned(16)));
typedef int pk_int_1 __attribute__((aligned(1)));
typedef double pk_double_4 __attribute__((aligned(4)));

/** A typedef that raises alignment. */
struct pk_typedef_16 {
    char head;
    pk_int_16 value;
};

/** A typedef that lowers it. */
struct pk_typedef_1 {
    char head;
    pk_int_1 value;
};

/** Lowered to 4. */
struct pk_typedef_4 {
    char head;
    pk_double_4 value;
    char tail;
};

/** One member packed, the rest not. */
struct pk_one_packed {
    char head;
    int value __attribute__((packed));
    int next;
};

/** A packed array member. */
struct pk_array_packed {
    char head;
    uint16_t values[3] __attribute__((packed));
    uint32_t next;
};

/** Packed does not reach into members. */
struct __attribute__((packed)) pk_packed_nested {
    char head;
    struct {
        char inner_head;
        int inner_value;
    } inner;
    char tail;
};

/** An array of packed structs, misaligned every other time. */
struct pk_array_of_packed {
    struct pk_packed items[3];
    uint32_t after;
};

/** Packed union. */
union __attribute__((packed)) pk_packed_union {
    char byte;
    int word;
    double wide;
    char bytes[9];
};

/** Aligned union. */
union __attribute__((aligned(32))) pk_aligned_union {
    char byte;
    int word;
};

/** Packed with floating point, pointers to be read unaligned. */
struct __attribute__((packed)) pk_packed_floats {
    uint8_t tag;
    float single;
    double wide;
    float many[3];
    int64_t last;
};

/** An aligned anonymous member. */
struct pk_anonymous_aligned {
    char head;
    struct {
        char inner;
    } __attribute__((aligned(16)));
    char tail;
};

#endif
