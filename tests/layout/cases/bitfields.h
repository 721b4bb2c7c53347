/* Bit-fields whose place depends on the ABI. Expected numbers: ../expected.txt. */
#ifndef LAYOUT_BITFIELDS_H
#define LAYOUT_BITFIELDS_H

#include <stdbool.h>
#include <stdint.h>

/** The bit-field shares the char's storage unit. */
struct bf_after_char {
    char head;
    int value : 8;
};

/** Named bit-fields between bytes. */
struct bf_between_bytes {
    uint8_t before;
    uint32_t one : 1, nine : 9;
    uint8_t after;
};

/** Unnamed bit-fields take room and, on some targets, alignment. */
struct bf_unnamed {
    uint8_t before;
    uint32_t one : 1, : 9;
    uint8_t after;
};

/** A zero-width bit-field ends the storage unit of its type. */
struct bf_zero_width {
    uint8_t low : 3;
    int : 0;
    uint8_t high : 5;
};

/** A zero-width bit-field at the end. */
struct bf_zero_width_last {
    char head;
    int : 0;
};

/** An unnamed bit-field between chars. */
struct bf_unnamed_20 {
    char head;
    int : 20;
    char tail;
};

/** The same, named: now its type aligns the struct everywhere. */
struct bf_named_20 {
    char head;
    int middle : 20;
    char tail;
};

/** Packed bit-fields cross byte and word boundaries. */
struct __attribute__((packed)) bf_packed_38 {
    uint32_t six : 6;
    uint32_t word : 32;
};

/** Packed, mixed types and signs. */
struct __attribute__((packed)) bf_packed_24 {
    uint8_t five : 5;
    uint8_t four : 4;
    int16_t fifteen : 15;
};

/** Wider than a 64-bit word together: the second one spans nine bytes. */
struct __attribute__((packed)) bf_packed_65 {
    uint64_t two : 2;
    uint64_t wide : 63;
};

/** To be put into a packed struct. */
struct bf_inner {
    int low : 3;
    int high : 20;
};

/** Packed around a struct with bit-fields. */
struct __attribute__((packed)) bf_packed_around {
    char head;
    struct bf_inner inner;
};

/** Types of different sizes share a unit or not. */
struct bf_mixed_types {
    short ten : 10;
    int ten_more : 10;
    char four : 4;
};

/** long long is 4-aligned in structs on i686. */
struct bf_long_long {
    long long wide : 33;
    int rest : 31;
    int next;
};

/** A signed field of three bits holds -4 to 3. */
struct bf_signed {
    int three : 3;
    int five : 5;
    signed char six : 6;
    long long forty : 40;
};

/** One bit, signed: 0 or -1. */
struct bf_signed_bit {
    signed int bit : 1;
    unsigned int ubit : 1;
};

enum bf_color { BF_RED = 0, BF_GREEN = 1, BF_BLUE = 2, BF_ALPHA = 3 };
enum bf_level { BF_LOW = -1, BF_MIDDLE = 0, BF_HIGH = 1 };

/** Enums as bit-fields: signed on msvc, unsigned elsewhere unless a value is negative. */
struct bf_enums {
    enum bf_color color : 3;
    enum bf_level level : 3;
    unsigned rest : 2;
};

/** _Bool bit-fields. */
struct bf_bools {
    bool first : 1;
    bool second : 1;
    uint8_t : 4;
    bool last : 1;
};

/** Plain char and short have the target's signedness, plain int is signed. */
struct bf_plain_char {
    char plain : 4;
    signed char minus : 4;
    unsigned char plus : 4;
};

/** Full-width bit-fields. */
struct bf_full_width {
    uint8_t byte : 8;
    uint16_t half : 16;
    uint32_t word : 32;
    uint64_t wide : 64;
};

/** The unit of 64 bits is started again when the next one does not fit. */
struct bf_straddle {
    uint64_t a : 40;
    uint64_t b : 40;
    uint32_t c : 20;
    uint32_t d : 20;
};

#pragma pack(push, 2)
/** #pragma pack(2). */
struct bf_pack_2 {
    char head;
    int twelve : 12;
    int twenty_five : 25;
    long long wide : 37;
};
#pragma pack(pop)

#pragma pack(push, 1)
/** #pragma pack(1) is not quite packed. */
struct bf_pack_1 {
    uint8_t five : 5;
    uint32_t thirty : 30;
    uint8_t tail;
    uint16_t nine : 9;
};
#pragma pack(pop)

/** An aligned bit-field starts a unit of its own. */
struct bf_aligned {
    int low : 3;
    int high : 5 __attribute__((aligned(8)));
    char tail;
};

/** A packed bit-field in a struct that is not. */
struct bf_packed_member {
    char head;
    int packed_one : 20 __attribute__((packed));
    int next : 20;
};

/** A union of bit-fields: each at the first bit. */
union bf_union {
    uint8_t five : 5;
    int32_t nineteen : 19;
    uint64_t wide : 41;
};

/** A packed union. */
union __attribute__((packed)) bf_packed_union {
    uint32_t nineteen : 19;
    uint8_t three : 3;
};

/** Only unnamed bit-fields give a union size but no alignment everywhere. */
union bf_unnamed_union {
    uint8_t byte;
    uint32_t : 17;
};

/** Bit-fields in anonymous members. */
struct bf_anonymous {
    uint8_t tag;
    union {
        uint32_t word;
        struct {
            uint32_t low : 12;
            uint32_t high : 20;
        };
    };
    struct {
        int8_t minus : 4;
        int8_t plus : 4;
    };
};

/** Bit-fields around an array and a pointer-sized member. */
struct bf_around_array {
    uint32_t before : 5;
    uint8_t bytes[3];
    uint32_t after : 29;
    uint16_t last : 1;
};

/** An array of structs with bit-fields. */
struct bf_array {
    struct bf_between_bytes items[3];
    uint8_t tail : 2;
};

/** Nested twice, packed outside. */
struct __attribute__((packed)) bf_nested {
    uint8_t head : 4;
    struct bf_mixed_types inner;
    uint16_t tail : 12;
};

/** A typedef's aligned attribute on a bit-field's type. */
typedef uint32_t bf_aligned_word __attribute__((aligned(16)));
struct bf_typedef_aligned {
    char head;
    bf_aligned_word value : 9;
    char tail;
};

/** const and volatile change nothing. */
struct bf_qualified {
    const unsigned fixed : 7;
    volatile unsigned changing : 9;
};

#if defined(__x86_64__) || defined(__i386__)
/** The other vendor's rules, on request. */
struct __attribute__((ms_struct)) bf_ms_struct {
    char head;
    int eight : 8;
    short four : 4;
    int : 0;
    char tail;
};
#endif

#if defined(__SIZEOF_INT128__)
/** Wider than any integer of most languages. */
struct bf_int128 {
    unsigned __int128 wide : 100;
    unsigned __int128 rest : 20;
    __int128 minus : 70;
};
#endif

#endif
