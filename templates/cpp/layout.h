{{made}}

/* The layout of every record and the value of every constant, as assertions for
 * C11 and C++17: each compiler proves for itself that it agrees with what
 * ffigen read. */
#ifndef {{macro}}_LAYOUT_H
#define {{macro}}_LAYOUT_H

#include {{include}}

/* The target that this is compiled for, as a bit; 0 on any other. */
{{#targets}}
{{#first}}#if{{/first}}{{^first}}#elif{{/first}} {{condition}}
/* {{triple}} */
{{value}}
{{/targets}}
{{^targets}}
#if 0
{{/targets}}
#else
#define {{macro}}_TARGET 0
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

#if {{macro}}_TARGET
{{#sections}}

{{title}}
{{#c_only}}
#if !defined(__cplusplus)
{{/c_only}}
{{#runs}}
{{#blocks}}
{{#guarded}}
{{guard}}
{{#noted}}
{{note}}
{{/noted}}
{{/guarded}}
{{#lines}}
{{text}}
{{/lines}}
{{/blocks}}
{{#closed}}
#endif
{{/closed}}
{{/runs}}
{{#c_only}}
#endif
{{/c_only}}
{{/sections}}

#endif /* {{macro}}_TARGET */

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

#endif /* {{macro}}_LAYOUT_H */
