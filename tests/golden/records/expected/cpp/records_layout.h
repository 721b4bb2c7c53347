/* Made by ffigen from input.h; changes are lost. */

/* The layout of every record and the value of every constant, as assertions for
 * C11 and C++17: each compiler proves for itself that it agrees with what
 * ffigen read. */
#ifndef RECORDS_LAYOUT_H
#define RECORDS_LAYOUT_H

#include "input.h"

/* The target that this is compiled for, as a bit; 0 on any other. */
#if defined(__x86_64__) && !defined(__ILP32__) && defined(__linux__)
/* x86_64-unknown-linux-gnu */
#define RECORDS_TARGET 0x0001
#elif defined(__i386__) && defined(__linux__)
/* i686-unknown-linux-gnu */
#define RECORDS_TARGET 0x0002
#elif defined(__aarch64__) && !defined(__ILP32__) && defined(__linux__)
/* aarch64-unknown-linux-gnu */
#define RECORDS_TARGET 0x0004
#elif defined(__riscv) && __riscv_xlen == 64 && defined(__linux__)
/* riscv64-unknown-linux-gnu */
#define RECORDS_TARGET 0x0008
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__) && defined(__linux__)
/* powerpc64le-unknown-linux-gnu */
#define RECORDS_TARGET 0x0010
#elif defined(__s390x__) && defined(__linux__)
/* s390x-unknown-linux-gnu */
#define RECORDS_TARGET 0x0020
#elif defined(__arm__) && defined(__linux__)
/* armv7-unknown-linux-gnueabihf */
#define RECORDS_TARGET 0x0040
#elif defined(_M_X64) && defined(_MSC_VER)
/* x86_64-pc-windows-msvc */
#define RECORDS_TARGET 0x0080
#elif defined(_M_IX86) && defined(_MSC_VER)
/* i686-pc-windows-msvc */
#define RECORDS_TARGET 0x0100
#elif defined(__x86_64__) && !defined(__ILP32__) && defined(__MINGW32__)
/* x86_64-w64-mingw32 */
#define RECORDS_TARGET 0x0200
#elif defined(__x86_64__) && !defined(__ILP32__) && defined(__APPLE__)
/* x86_64-apple-darwin */
#define RECORDS_TARGET 0x0400
#elif defined(__aarch64__) && !defined(__ILP32__) && defined(__APPLE__)
/* arm64-apple-darwin */
#define RECORDS_TARGET 0x0800
#elif defined(__wasm32__)
/* wasm32-unknown-unknown */
#define RECORDS_TARGET 0x1000
#else
#define RECORDS_TARGET 0
#endif

#if defined(__cplusplus)
#define FFIGEN_ASSERT static_assert
#define FFIGEN_ALIGNOF alignof
#else
#define FFIGEN_ASSERT _Static_assert
#define FFIGEN_ALIGNOF _Alignof
#endif

/* Where the compiler has it by itself, no header of C's is included: the one
 * above may have names of its own for what is in them. */
#if defined(__GNUC__) || defined(__clang__)
#define FFIGEN_OFFSETOF __builtin_offsetof
#else
#include <stddef.h>
#define FFIGEN_OFFSETOF offsetof
#endif

#define FFIGEN_RECORD(type, size, align)                                       \
  FFIGEN_ASSERT(sizeof(type) == (size), #type " is not " #size " bytes");      \
  FFIGEN_ASSERT(FFIGEN_ALIGNOF(type) == (align),                               \
                #type " is not aligned to " #align " bytes")
#define FFIGEN_OFFSET(type, field, offset)                                     \
  FFIGEN_ASSERT(FFIGEN_OFFSETOF(type, field) == (offset),                      \
                #type "." #field " is not at byte " #offset)
/* Messages name what the header names: no assertion passes its arguments on, as
 * that would expand them. */
#define FFIGEN_FIELD(type, field, offset, size)                                \
  FFIGEN_ASSERT(FFIGEN_OFFSETOF(type, field) == (offset),                      \
                #type "." #field " is not at byte " #offset);                  \
  FFIGEN_ASSERT(sizeof(((type *)0)->field) == (size),                          \
                #type "." #field " is not " #size " bytes")
#define FFIGEN_ENUM(type, size)                                                \
  FFIGEN_ASSERT(sizeof(type) == (size), #type " is not " #size " bytes")
#define FFIGEN_VALUE(name, value)                                              \
  FFIGEN_ASSERT((name) == (value), #name " is not " #value)
#define FFIGEN_LENGTH(name, length)                                            \
  FFIGEN_ASSERT(sizeof(name) == (length) + 1,                                  \
                #name " is not " #length " bytes long")

#if defined(__cplusplus)
#define FFIGEN_CONSTANT(name, type, value)                                     \
  FFIGEN_ASSERT((name) == (value), #name " is not " #value)
#define FFIGEN_FLOAT(name, value)                                              \
  FFIGEN_ASSERT(!((name) < (value)) && !((name) > (value)),                    \
                #name " is not " #value)
#else
#define FFIGEN_CONSTANT(name, type, value)                                     \
  FFIGEN_ASSERT((name) == (value), #name " is not " #value);                   \
  FFIGEN_ASSERT(_Generic((name), type: 1, default: 0),                         \
                #name " is not of type " #type)
/* C lets no floating value into a constant expression; C++ checks it. */
#define FFIGEN_FLOAT(name, value)                                              \
  FFIGEN_ASSERT(sizeof(name) == sizeof(value),                                 \
                #name " has another size than " #value)
#endif
#if defined(__cplusplus) && defined(__GNUC__)
#define FFIGEN_TEXT(name, text)                                                \
  FFIGEN_ASSERT(sizeof(name) == sizeof(text) &&                                \
                    __builtin_memcmp(name, text, sizeof(text)) == 0,           \
                #name " is not " #text)
#else
#define FFIGEN_TEXT(name, text)                                                \
  FFIGEN_ASSERT(sizeof(name) == sizeof(text),                                  \
                #name " has another length than " #text)
#endif

#if RECORDS_TARGET

/* rec_event */
FFIGEN_RECORD(rec_event, 32, 16);
FFIGEN_FIELD(rec_event, id, 0, 8);
FFIGEN_FIELD(rec_event, rate, 8, 4);
FFIGEN_FIELD(rec_event, reserved0, 12, 4);
FFIGEN_FIELD(rec_event, samples, 16, 16);

/* rec_packed */
FFIGEN_RECORD(rec_packed, 7, 1);
FFIGEN_FIELD(rec_packed, kind, 0, 1);
FFIGEN_FIELD(rec_packed, value, 1, 4);
FFIGEN_FIELD(rec_packed, tail, 5, 2);

/* rec_bits */
#if RECORDS_TARGET & 0x0002
/* i686-unknown-linux-gnu */
FFIGEN_RECORD(rec_bits, 12, 4);
#else
FFIGEN_RECORD(rec_bits, 16, 8);
#endif

/* rec_number */
FFIGEN_RECORD(rec_number, 4, 4);
FFIGEN_FIELD(rec_number, whole, 0, 4);
FFIGEN_FIELD(rec_number, real, 0, 4);
FFIGEN_FIELD(rec_number, low, 0, 2);
FFIGEN_FIELD(rec_number, high, 2, 2);

/* rec_list */
FFIGEN_RECORD(rec_list, 8, 4);
FFIGEN_FIELD(rec_list, count, 0, 4);
FFIGEN_FIELD(rec_list, type, 4, 4);
FFIGEN_OFFSET(rec_list, items, 8);

/* rec_native */
#if RECORDS_TARGET & 0x0002
/* i686-unknown-linux-gnu */
FFIGEN_RECORD(rec_native, 16, 4);
#elif RECORDS_TARGET & 0x1140
/* armv7-unknown-linux-gnueabihf, i686-pc-windows-msvc,
 * wasm32-unknown-unknown */
FFIGEN_RECORD(rec_native, 16, 8);
#else
FFIGEN_RECORD(rec_native, 24, 8);
#endif
#if RECORDS_TARGET & 0x0280
/* x86_64-pc-windows-msvc, x86_64-w64-mingw32 */
FFIGEN_FIELD(rec_native, ticks, 0, 4);
FFIGEN_FIELD(rec_native, name, 8, 8);
FFIGEN_FIELD(rec_native, at, 16, 8);
#elif RECORDS_TARGET & 0x1142
/* i686-unknown-linux-gnu, armv7-unknown-linux-gnueabihf, i686-pc-windows-msvc,
 * wasm32-unknown-unknown */
FFIGEN_FIELD(rec_native, ticks, 0, 4);
FFIGEN_FIELD(rec_native, name, 4, 4);
FFIGEN_FIELD(rec_native, at, 8, 8);
#else
FFIGEN_FIELD(rec_native, ticks, 0, 8);
FFIGEN_FIELD(rec_native, name, 8, 8);
FFIGEN_FIELD(rec_native, at, 16, 8);
#endif

/* rec_channel */
FFIGEN_ENUM(rec_channel, 4);
FFIGEN_VALUE(REC_CHANNEL_RED, 0);
FFIGEN_VALUE(REC_CHANNEL_GREEN, 1);
FFIGEN_VALUE(REC_CHANNEL_BLUE, 2);

/* rec_options */
FFIGEN_ENUM(rec_options, 4);
FFIGEN_VALUE(REC_OPTIONS_FAST, 1);
FFIGEN_VALUE(REC_OPTIONS_QUIET, 2);

/* Constants */
FFIGEN_TEXT(REC_VERSION, "1.2");
FFIGEN_CONSTANT(REC_MAX, unsigned int, 16u);
FFIGEN_CONSTANT(REC_MASK, unsigned int, 4294967295u);
FFIGEN_FLOAT(REC_RATIO, 0x1p-1);
#if RECORDS_TARGET & 0x007c
/* aarch64-unknown-linux-gnu, riscv64-unknown-linux-gnu,
 * powerpc64le-unknown-linux-gnu, s390x-unknown-linux-gnu,
 * armv7-unknown-linux-gnueabihf */
FFIGEN_CONSTANT(REC_LETTER, int, 255);
#else
FFIGEN_CONSTANT(REC_LETTER, int, -1);
#endif
#if RECORDS_TARGET & 0x0280
/* x86_64-pc-windows-msvc, x86_64-w64-mingw32 */
FFIGEN_CONSTANT(REC_SIZE, unsigned long long, 7u);
#elif RECORDS_TARGET & 0x0142
/* i686-unknown-linux-gnu, armv7-unknown-linux-gnueabihf,
 * i686-pc-windows-msvc */
FFIGEN_CONSTANT(REC_SIZE, unsigned int, 7u);
#else
FFIGEN_CONSTANT(REC_SIZE, unsigned long, 7u);
#endif

#endif /* RECORDS_TARGET */

#undef FFIGEN_ASSERT
#undef FFIGEN_ALIGNOF
#undef FFIGEN_OFFSETOF
#undef FFIGEN_RECORD
#undef FFIGEN_OFFSET
#undef FFIGEN_FIELD
#undef FFIGEN_ENUM
#undef FFIGEN_VALUE
#undef FFIGEN_LENGTH
#undef FFIGEN_CONSTANT
#undef FFIGEN_FLOAT
#undef FFIGEN_TEXT

#endif /* RECORDS_LAYOUT_H */
