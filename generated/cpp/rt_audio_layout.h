/* Made by ffigen from rt_audio_ffi.h; changes are lost. */

/* The layout of every record and the value of every constant, as assertions for
 * C11 and C++17: each compiler proves for itself that it agrees with what
 * ffigen read. */
#ifndef RT_AUDIO_LAYOUT_H
#define RT_AUDIO_LAYOUT_H

#include "rt_audio_ffi.h"

/* The target that this is compiled for, as a bit; 0 on any other. */
#if defined(__x86_64__) && !defined(__ILP32__) && defined(__linux__)
/* x86_64-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0001
#elif defined(__i386__) && defined(__linux__)
/* i686-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0002
#elif defined(__aarch64__) && !defined(__ILP32__) && defined(__linux__)
/* aarch64-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0004
#elif defined(__riscv) && __riscv_xlen == 64 && defined(__linux__)
/* riscv64-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0008
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__) && defined(__linux__)
/* powerpc64le-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0010
#elif defined(__s390x__) && defined(__linux__)
/* s390x-unknown-linux-gnu */
#define RT_AUDIO_TARGET 0x0020
#elif defined(__arm__) && defined(__linux__)
/* armv7-unknown-linux-gnueabihf */
#define RT_AUDIO_TARGET 0x0040
#elif defined(_M_X64) && defined(_MSC_VER)
/* x86_64-pc-windows-msvc */
#define RT_AUDIO_TARGET 0x0080
#elif defined(_M_IX86) && defined(_MSC_VER)
/* i686-pc-windows-msvc */
#define RT_AUDIO_TARGET 0x0100
#elif defined(__x86_64__) && !defined(__ILP32__) && defined(__MINGW32__)
/* x86_64-w64-mingw32 */
#define RT_AUDIO_TARGET 0x0200
#elif defined(__x86_64__) && !defined(__ILP32__) && defined(__APPLE__)
/* x86_64-apple-darwin */
#define RT_AUDIO_TARGET 0x0400
#elif defined(__aarch64__) && !defined(__ILP32__) && defined(__APPLE__)
/* arm64-apple-darwin */
#define RT_AUDIO_TARGET 0x0800
#elif defined(__wasm32__)
/* wasm32-unknown-unknown */
#define RT_AUDIO_TARGET 0x1000
#else
#define RT_AUDIO_TARGET 0
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

#if RT_AUDIO_TARGET

/* rt_ffi_audio_block */
FFIGEN_RECORD(rt_ffi_audio_block, 8224, 16);
FFIGEN_FIELD(rt_ffi_audio_block, sequence, 0, 8);
FFIGEN_FIELD(rt_ffi_audio_block, sample_rate, 8, 4);
FFIGEN_FIELD(rt_ffi_audio_block, channels, 12, 4);
FFIGEN_FIELD(rt_ffi_audio_block, frames, 16, 4);
FFIGEN_FIELD(rt_ffi_audio_block, reserved0, 20, 4);
FFIGEN_FIELD(rt_ffi_audio_block, timestamp_ns, 24, 8);
FFIGEN_FIELD(rt_ffi_audio_block, samples, 32, 8192);

/* rt_ffi_stream_format */
FFIGEN_RECORD(rt_ffi_stream_format, 16, 4);
FFIGEN_FIELD(rt_ffi_stream_format, sample_rate, 0, 4);
FFIGEN_FIELD(rt_ffi_stream_format, channels, 4, 4);
FFIGEN_FIELD(rt_ffi_stream_format, frames_per_buffer, 8, 4);
FFIGEN_FIELD(rt_ffi_stream_format, reserved0, 12, 4);

/* rt_ffi_stream_counters */
FFIGEN_RECORD(rt_ffi_stream_counters, 32, 8);
FFIGEN_FIELD(rt_ffi_stream_counters, blocks_produced, 0, 8);
FFIGEN_FIELD(rt_ffi_stream_counters, blocks_consumed, 8, 8);
FFIGEN_FIELD(rt_ffi_stream_counters, underruns, 16, 8);
FFIGEN_FIELD(rt_ffi_stream_counters, overruns, 24, 8);

/* rt_ffi_ring_counters */
FFIGEN_RECORD(rt_ffi_ring_counters, 40, 8);
FFIGEN_FIELD(rt_ffi_ring_counters, written, 0, 8);
FFIGEN_FIELD(rt_ffi_ring_counters, read, 8, 8);
FFIGEN_FIELD(rt_ffi_ring_counters, overruns, 16, 8);
FFIGEN_FIELD(rt_ffi_ring_counters, underruns, 24, 8);
FFIGEN_FIELD(rt_ffi_ring_counters, abandoned, 32, 8);

/* rt_ffi_channel_counters */
FFIGEN_RECORD(rt_ffi_channel_counters, 40, 8);
FFIGEN_FIELD(rt_ffi_channel_counters, sent, 0, 8);
FFIGEN_FIELD(rt_ffi_channel_counters, received, 8, 8);
FFIGEN_FIELD(rt_ffi_channel_counters, lost, 16, 8);
FFIGEN_FIELD(rt_ffi_channel_counters, abandoned, 24, 8);
FFIGEN_FIELD(rt_ffi_channel_counters, passed, 32, 8);

/* rt_ffi_service_info */
FFIGEN_RECORD(rt_ffi_service_info, 224, 8);
FFIGEN_FIELD(rt_ffi_service_info, name, 0, 64);
FFIGEN_FIELD(rt_ffi_service_info, control, 64, 64);
FFIGEN_FIELD(rt_ffi_service_info, reply, 128, 64);
FFIGEN_FIELD(rt_ffi_service_info, id, 192, 8);
FFIGEN_FIELD(rt_ffi_service_info, start_time, 200, 8);
FFIGEN_FIELD(rt_ffi_service_info, heartbeat_ns, 208, 8);
FFIGEN_FIELD(rt_ffi_service_info, pid, 216, 4);
FFIGEN_FIELD(rt_ffi_service_info, flags, 220, 4);

/* rt_ffi_rt_grant */
FFIGEN_RECORD(rt_ffi_rt_grant, 208, 4);
FFIGEN_FIELD(rt_ffi_rt_grant, level, 0, 4);
FFIGEN_FIELD(rt_ffi_rt_grant, priority, 4, 4);
FFIGEN_FIELD(rt_ffi_rt_grant, memory_locked, 8, 4);
FFIGEN_FIELD(rt_ffi_rt_grant, reserved0, 12, 4);
FFIGEN_FIELD(rt_ffi_rt_grant, reason, 16, 192);

/* rt_ffi_error */
FFIGEN_ENUM(rt_ffi_error, 4);
FFIGEN_VALUE(RT_FFI_OK, 0);
FFIGEN_VALUE(RT_FFI_ERROR_NULL_POINTER, 1);
FFIGEN_VALUE(RT_FFI_ERROR_INVALID_ARGUMENT, 2);
FFIGEN_VALUE(RT_FFI_ERROR_NOT_FOUND, 3);
FFIGEN_VALUE(RT_FFI_ERROR_EXISTS, 4);
FFIGEN_VALUE(RT_FFI_ERROR_FULL, 5);
FFIGEN_VALUE(RT_FFI_ERROR_EMPTY, 6);
FFIGEN_VALUE(RT_FFI_ERROR_TIMEOUT, 7);
FFIGEN_VALUE(RT_FFI_ERROR_CLOSED, 8);
FFIGEN_VALUE(RT_FFI_ERROR_STALE, 9);
FFIGEN_VALUE(RT_FFI_ERROR_VERSION_MISMATCH, 10);
FFIGEN_VALUE(RT_FFI_ERROR_FINGERPRINT_MISMATCH, 11);
FFIGEN_VALUE(RT_FFI_ERROR_PERMISSION, 12);
FFIGEN_VALUE(RT_FFI_ERROR_OUT_OF_MEMORY, 13);
FFIGEN_VALUE(RT_FFI_ERROR_SYSTEM, 14);
FFIGEN_VALUE(RT_FFI_ERROR_CORRUPT, 15);
FFIGEN_VALUE(RT_FFI_ERROR_BUSY, 16);
FFIGEN_VALUE(RT_FFI_ERROR_INTERNAL, 17);
FFIGEN_VALUE(RT_FFI_ERROR_UNSUPPORTED, 18);

/* rt_ffi_ring_mode */
FFIGEN_ENUM(rt_ffi_ring_mode, 4);
FFIGEN_VALUE(RT_FFI_RING_OVERWRITE, 0);
FFIGEN_VALUE(RT_FFI_RING_LOSSLESS, 1);

/* rt_ffi_channel_mode */
FFIGEN_ENUM(rt_ffi_channel_mode, 4);
FFIGEN_VALUE(RT_FFI_CHANNEL_BROADCAST, 0);
FFIGEN_VALUE(RT_FFI_CHANNEL_QUEUE, 1);

/* rt_ffi_service_flags */
FFIGEN_ENUM(rt_ffi_service_flags, 4);
FFIGEN_VALUE(RT_FFI_SERVICE_NONE, 0);
FFIGEN_VALUE(RT_FFI_SERVICE_PRODUCER, 1);
FFIGEN_VALUE(RT_FFI_SERVICE_CONSUMER, 2);
FFIGEN_VALUE(RT_FFI_SERVICE_STANDBY, 4);

/* rt_ffi_rt_level */
FFIGEN_ENUM(rt_ffi_rt_level, 4);
FFIGEN_VALUE(RT_FFI_RT_NONE, 0);
FFIGEN_VALUE(RT_FFI_RT_NICE, 1);
FFIGEN_VALUE(RT_FFI_RT_ROUND_ROBIN, 2);
FFIGEN_VALUE(RT_FFI_RT_FIFO, 3);
FFIGEN_VALUE(RT_FFI_RT_DEADLINE, 4);
FFIGEN_VALUE(RT_FFI_RT_TIME_CONSTRAINT, 5);
FFIGEN_VALUE(RT_FFI_RT_MMCSS, 6);

/* Constants */
FFIGEN_CONSTANT(RT_FFI_ABI_VERSION, unsigned int, 1000u);
FFIGEN_CONSTANT(RT_FFI_MAX_FRAMES, unsigned int, 1024u);
FFIGEN_CONSTANT(RT_FFI_MAX_CHANNELS, unsigned int, 2u);
FFIGEN_CONSTANT(RT_FFI_MAX_SAMPLES, unsigned int, 2048u);
FFIGEN_CONSTANT(RT_FFI_NAME_MAX, unsigned int, 64u);
FFIGEN_CONSTANT(RT_FFI_REGISTRY_CAPACITY, unsigned int, 4096u);
FFIGEN_CONSTANT(RT_FFI_RING_MIN_SLOTS, unsigned int, 2u);
FFIGEN_CONSTANT(RT_FFI_RING_MAX_SLOTS, unsigned int, 65536u);
FFIGEN_CONSTANT(RT_FFI_DEFAULT_SAMPLE_RATE, unsigned int, 48000u);
FFIGEN_CONSTANT(RT_FFI_DEFAULT_FRAMES, unsigned int, 64u);
FFIGEN_FLOAT(RT_FFI_DEFAULT_GAIN, 0x1p+0f);
FFIGEN_CONSTANT(RT_FFI_DESCRIPTORS, unsigned int, 64u);
FFIGEN_CONSTANT(RT_FFI_WAIT_FOREVER, int, -1);
FFIGEN_CONSTANT(RT_FFI_NO_WAIT, int, 0);
FFIGEN_CONSTANT(RT_FFI_NSEC_PER_SEC, unsigned long long, 1000000000u);
FFIGEN_TEXT(RT_FFI_CONTRACT_NAME, "rt_audio_ffi");
FFIGEN_CONSTANT(RT_FFI_CHANNEL_SEATS, unsigned int, 64u);
FFIGEN_CONSTANT(RT_FFI_CHANNEL_MAX_MESSAGE, unsigned int, 1048576u);
FFIGEN_CONSTANT(RT_FFI_CHANNEL_CONTENT_MAX, unsigned int, 128u);
FFIGEN_CONSTANT(RT_FFI_CALL_MAX_MESSAGE, unsigned int, 1048544u);
FFIGEN_CONSTANT(RT_FFI_CALL_CONTENT_MAX, unsigned int, 120u);
FFIGEN_CONSTANT(RT_FFI_CALLS, unsigned int, 16u);

#endif /* RT_AUDIO_TARGET */

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

#endif /* RT_AUDIO_LAYOUT_H */
