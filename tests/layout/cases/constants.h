/* Macros whose value and type C decides. Expected numbers: ../expected.txt. */
#ifndef LAYOUT_CONSTANTS_H
#define LAYOUT_CONSTANTS_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

/* Integers: value and type. */
#define K_ZERO 0
#define K_ALL_ONES ~0u
#define K_ALL_ONES_64 (~0ull)
#define K_MAX_64 18446744073709551615ull
#define K_MIN_64 (-9223372036854775807ll - 1)
#define K_MIN_32 (-2147483647 - 1)
#define K_HEX 0xDEADBEEF
#define K_HEX_LOW 0x7fffffff
#define K_OCTAL 0755
#define K_BINARY 0b1011
#define K_UNSIGNED 42u
#define K_LONG 42l
#define K_UNSIGNED_LONG 42ul
#define K_LONG_LONG 42ll
#define K_UNSIGNED_LONG_LONG 42ull
#define K_BIG_DECIMAL 3000000000

/* Arithmetic is C's: towards zero, wrapping when unsigned. */
#define K_DIVIDE 7 / 2
#define K_REMAINDER -7 % 3
#define K_DIVIDE_NEGATIVE (-7 / 2)
#define K_SHIFT (1u << 31)
#define K_SHIFT_64 (1ull << 63)
#define K_SHIFT_RIGHT (-8 >> 1)
#define K_WRAP (0u - 1)
#define K_PRECEDENCE 2 + 3 * 4
#define K_BITS ((0xF0 & 0x3C) | 0x01 ^ 0xFF)
#define K_COMPARE (3 > 2)
#define K_LOGICAL (1 && !0)
#define K_TERNARY (sizeof(int) == 4 ? 100 : 200)
#define K_TERNARY_MIXED (1 ? -1 : 0u)
#define K_NEGATED -K_UNSIGNED
#define K_COMPLEMENT ~K_OCTAL

/* Casts and sizes. */
#define K_CAST_U8 ((uint8_t)300)
#define K_CAST_I8 ((int8_t)0xFF)
#define K_CAST_BOOL ((_Bool)7)
#define K_CAST_CHAR ((char)65)
#define K_CAST_U16 (uint16_t)~0
#define K_CAST_U64 ((uint64_t)-1)
#define K_CAST_FLOAT ((float)1 / 3)
#define K_CAST_INT ((int)3.99)
#define K_SIZEOF sizeof(struct k_record)
#define K_SIZEOF_LONG sizeof(long)
#define K_OFFSETOF offsetof(struct k_record, second)
#define K_ALIGNOF _Alignof(struct k_record)

/* Characters. */
#define K_CHAR 'A'
#define K_CHAR_HIGH '\xff'
#define K_CHAR_NEWLINE '\n'
#define K_CHAR_OCTAL '\101'
#define K_CHAR_SEVERAL 'ab'
#define K_CHAR_WIDE L'w'
#define K_CHAR_16 u'\u20ac'
#define K_CHAR_32 U'\U0001F600'

/* Strings. */
#define K_STRING "text"
#define K_STRING_EMPTY ""
#define K_STRING_NUL "a\0b"
#define K_STRING_UTF8 u8"\u20ac"
#define K_STRING_BYTES "\xff\xfe\x80"
#define K_STRING_JOINED "one" " and " "two"
#define K_STRING_ESCAPES "tab\tquote\"back\\slash\nnew ${x} {{y}} %s"
#define K_STRING_WIDE L"w"
#define K_STRING_16 u"\u20ac"
#define K_STRING_FROM_MACRO K_STRING "/" K_STRING

/* Floating point. */
#define K_DOUBLE 1.5
#define K_FLOAT 0.1f
#define K_DOUBLE_TENTH 0.1
#define K_HEX_FLOAT 0x1.8p3
#define K_HEX_FLOAT_SINGLE 0x1.fffffep127f
#define K_TINY 4.9406564584124654e-324
#define K_NEGATIVE_ZERO -0.0
#define K_EXPRESSION (2.0 * 3.14159265358979323846)
#define K_MIXED (1 / 2.0f)
#define K_EXPONENT 1e300
#define K_INFINITE (-1.0 / 0.0)
#define K_LONG_DOUBLE 1.5L

/* Names. */
enum k_enum { K_ENUM_FIRST = 3, K_ENUM_SECOND };
#define K_ENUM_REFERENCE K_ENUM_SECOND
#define K_ENUM_CAST ((enum k_enum)4)
#define K_ENUM_EXPRESSION (K_ENUM_FIRST | K_ENUM_SECOND << 4)
#define K_BEFORE_OPERAND (K_OPERAND + 1)
#define K_OPERAND 41
#define K_MACRO(a, b) ((a) * 100 + (b))
#define K_MACRO_CALL K_MACRO(3, 7)
#define K_PASTE_(a, b) a##b
#define K_PASTED K_PASTE_(K_, OPERAND)
#define K_STRINGIZE_(x) #x
#define K_STRINGIZED K_STRINGIZE_(1 + 2)
#define K_ALIAS K_UNSIGNED
#define K_LIMIT INT_MAX
#define K_LIMIT_LONG LONG_MAX
#define K_LIMIT_SIZE SIZE_MAX
#define K_CONSTANT_C UINT64_C(5)
#define K_FAST_MAX UINT_FAST16_MAX
#define K_FAST_MIN INT_FAST32_MIN

/* Redefinition: the last wins. #undef: gone. */
#define K_REDEFINED 1
#undef K_REDEFINED
#define K_REDEFINED 2
#define K_UNDEFINED 1
#undef K_UNDEFINED

/* Not values. */
#define K_EMPTY
#define K_TYPE unsigned int
#define K_ATTRIBUTE __attribute__((unused))
#define K_STATEMENT do { } while (0)
#define K_UNKNOWN_NAME not_declared_anywhere
#define K_FUNCTION_LIKE(x) ((x) + 1)
#define K_UNBALANCED (1 +

/* An address. */
#define K_NULL ((void *)0)
#define K_POINTER ((void *)-1)

struct k_record {
    char first;
    double second;
};

/** Constants that are objects. */
static const int k_static_const = 12;
extern const int k_extern_const;

/* Macros in array lengths and bit-field widths. */
struct k_uses {
    char name[K_MACRO(0, 8)];
    unsigned width : K_ENUM_FIRST;
};

#endif
