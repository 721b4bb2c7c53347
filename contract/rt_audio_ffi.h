/* SPDX-License-Identifier: MIT
 *
 * rt_audio_ffi.h: the contract between an audio host and its services.
 *
 * A service produces blocks of audio into a ring in shared memory, follows the shared state (gain,
 * pan, whether the stream runs), registers under a name and keeps a heartbeat. A host consumes the
 * blocks. Either side may be written in any language: this header is all they share.
 *
 * Conventions, unless a function says otherwise:
 *  - A function returns ::rt_ffi_error; RT_FFI_OK is zero. Out parameters are written only on success.
 *    rt_ffi_last_error() gives the calling thread's text for its last failure.
 *  - Names are 1 to RT_FFI_NAME_MAX-1 bytes of [A-Za-z0-9_.-], not starting with a dot.
 *  - Times are nanoseconds of CLOCK_MONOTONIC (Linux), mach_continuous_time (macOS) or
 *    QueryPerformanceCounter (Windows), the same in every process of the machine.
 *  - Handles are created by create/open and ended by close, which takes NULL as well. Different
 *    handles are independent; one handle is for one thread at a time, except for the functions
 *    marked FFI_THREAD_SAFE.
 *  - Strings are UTF-8, NUL-terminated and borrowed for the call.
 *  - No function lets a C++ exception out. NULL where a pointer is needed is RT_FFI_ERROR_NULL_POINTER,
 *    a handle that was closed is RT_FFI_ERROR_INVALID_ARGUMENT.
 *  - Shared memory is readable and writable by its owner alone, or by the members of one group of
 *    users (rt_ffi_use_group). The processes that share it may be in different pid namespaces, and
 *    need no /proc.
 */
#ifndef RT_AUDIO_FFI_H
#define RT_AUDIO_FFI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ffigen/annotations.h>

#if defined(__cplusplus)
extern "C" {
#endif

#if defined(_WIN32) && defined(RT_FFI_SHARED)
#if defined(RT_FFI_BUILDING)
#define RT_FFI_API __declspec(dllexport)
#else
#define RT_FFI_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define RT_FFI_API __attribute__((visibility("default")))
#else
#define RT_FFI_API
#endif

/** Aligns a member; spelled for every compiler that takes this header. */
#if defined(_MSC_VER) && !defined(__clang__)
#define RT_FFI_ALIGNED(bytes) __declspec(align(bytes))
#else
#define RT_FFI_ALIGNED(bytes) __attribute__((aligned(bytes)))
#endif

FFI_MODULE(rt_audio, prefix = rt_ffi_, library = rt_audio_ffi, version = RT_FFI_ABI_VERSION,
           fingerprint = rt_ffi_fingerprint, last_error = rt_ffi_last_error,
           last_error_when = always, cxx_include = "rt/error.hpp rt/types.hpp")
FFI_CXX_CONSTANT(RT_FFI_MAX_FRAMES, "rt::max_frames")
FFI_CXX_CONSTANT(RT_FFI_MAX_CHANNELS, "rt::max_channels")
FFI_CXX_CONSTANT(RT_FFI_MAX_SAMPLES, "rt::max_samples")
FFI_CXX_CONSTANT(RT_FFI_NAME_MAX, "rt::name_max")
FFI_CXX_CONSTANT(RT_FFI_DESCRIPTORS, "rt::descriptors_max")
FFI_CXX_CONSTANT(RT_FFI_WAIT_FOREVER, "rt::wait_forever")
FFI_CXX_CONSTANT(RT_FFI_NO_WAIT, "rt::no_wait")

/* ---- constants --------------------------------------------------------------------------------- */

/** Version of this contract, major * 1000 + minor. A library serves every client of the same major. */
#define RT_FFI_ABI_VERSION 1000u
/** Most frames in one block. */
#define RT_FFI_MAX_FRAMES 1024u
/** Most channels in one block. */
#define RT_FFI_MAX_CHANNELS 2u
/** Samples in one block: frames times channels, interleaved. */
#define RT_FFI_MAX_SAMPLES (RT_FFI_MAX_FRAMES * RT_FFI_MAX_CHANNELS)
/** Bytes of a name with its terminating NUL. */
#define RT_FFI_NAME_MAX 64u
/** Entries in the registry. */
#define RT_FFI_REGISTRY_CAPACITY 4096u
/** Fewest slots in a ring. Must be a power of two. */
#define RT_FFI_RING_MIN_SLOTS 2u
/** Most slots in a ring. */
#define RT_FFI_RING_MAX_SLOTS 65536u
/** Sample rate of a new shared state, in Hz. */
#define RT_FFI_DEFAULT_SAMPLE_RATE 48000u
/** Frames per buffer of a new shared state. */
#define RT_FFI_DEFAULT_FRAMES 64u
/** Gain of a new shared state: unity, linear. */
#define RT_FFI_DEFAULT_GAIN 1.0f
/** Descriptors that may wait for blocks, messages or space of one ring or channel at once. */
#define RT_FFI_DESCRIPTORS 64u
/** A timeout that never runs out. */
#define RT_FFI_WAIT_FOREVER (-1)
/** Return at once instead of waiting. */
#define RT_FFI_NO_WAIT 0
/** Nanoseconds in a second. */
#define RT_FFI_NSEC_PER_SEC 1000000000ull
/** Name of this contract. */
#define RT_FFI_CONTRACT_NAME "rt_audio_ffi"

/* ---- errors ------------------------------------------------------------------------------------ */

/** What went wrong. The numbers are stable: none is ever used again for something else. */
typedef enum FFI_ERROR_ENUM(ok = RT_FFI_OK, text = rt_ffi_error_text) FFI_CXX("rt::ErrorCode") rt_ffi_error {
    RT_FFI_OK = 0,                         /**< Done. */
    RT_FFI_ERROR_NULL_POINTER = 1,         /**< A pointer that must not be NULL was. */
    RT_FFI_ERROR_INVALID_ARGUMENT = 2,     /**< A value out of its range, or not allowed here. */
    RT_FFI_ERROR_NOT_FOUND = 3,            /**< No such segment, service or entry. */
    RT_FFI_ERROR_EXISTS = 4,               /**< The name is taken by a live owner. */
    RT_FFI_ERROR_FULL = 5,                 /**< No free slot, and none may be overwritten. */
    RT_FFI_ERROR_EMPTY = 6,                /**< Nothing to read. */
    RT_FFI_ERROR_TIMEOUT = 7,              /**< The time ran out first. */
    RT_FFI_ERROR_CLOSED = 8,               /**< The other side closed it for good. */
    RT_FFI_ERROR_STALE = 9,                /**< The owner died, or the id belongs to an ended life. */
    RT_FFI_ERROR_VERSION_MISMATCH = 10,    /**< Made by another major version of the contract. */
    RT_FFI_ERROR_FINGERPRINT_MISMATCH = 11,/**< Made from a contract with another layout. */
    RT_FFI_ERROR_PERMISSION = 12,          /**< The system refused access. */
    RT_FFI_ERROR_OUT_OF_MEMORY = 13,       /**< Memory or shared memory ran out. */
    RT_FFI_ERROR_SYSTEM = 14,              /**< A system call failed; the text names it. */
    RT_FFI_ERROR_CORRUPT = 15,             /**< The segment is foreign, short or half built. */
    RT_FFI_ERROR_BUSY = 16,                /**< Another live process or claim holds it. */
    RT_FFI_ERROR_INTERNAL = 17,            /**< A defect in the library. */
    RT_FFI_ERROR_UNSUPPORTED = 18          /**< This system has no such thing; the text says what it lacks. */
} rt_ffi_error;

/** Text for an error code, in English. Never NULL, never freed. */
RT_FFI_API const char *rt_ffi_error_text(rt_ffi_error error) FFI_REALTIME FFI_THREAD_SAFE;

/** Text of the calling thread's last failure, with names and numbers; "" when there was none.
 *  Valid until the thread's next failing call. */
RT_FFI_API const char *rt_ffi_last_error(void) FFI_THREAD_SAFE;

/** Copies the calling thread's last error text.
 *  @param buffer    receives NUL-terminated text, cut off at a character when it does not fit
 *  @param capacity  bytes in buffer
 *  @param length    bytes the whole text takes without its NUL */
RT_FFI_API rt_ffi_error rt_ffi_last_error_copy(FFI_OUT FFI_COUNTED_BY(capacity) char *buffer,
                                               size_t capacity,
                                               FFI_OUT FFI_COUNT_OF(buffer) size_t *length)
    FFI_REPEATABLE FFI_THREAD_SAFE;

/* ---- the library ------------------------------------------------------------------------------- */

/** RT_FFI_ABI_VERSION of the library. */
RT_FFI_API uint32_t rt_ffi_abi_version(void) FFI_REALTIME FFI_THREAD_SAFE FFI_RPC;

/** Fingerprint of the contract the library was built from, 64 hexadecimal digits. */
RT_FFI_API const char *rt_ffi_fingerprint(void) FFI_REALTIME FFI_THREAD_SAFE;

/** Removes from the system what nobody can use: states, rings and channels whose creators died,
 *  registries that no process has open and no living one is entered in. The first use of the library
 *  in a process does the same.
 *  @param collected  how many */
RT_FFI_API rt_ffi_error rt_ffi_collect(FFI_OUT uint32_t *collected) FFI_THREAD_SAFE;

/** Shares with the members of a group of users, from now on: what this process creates is theirs to
 *  open, read and write as well, never the world's, and what they share is this process's to open.
 *  Before anything else of the library, for who lives is known to the group as a whole. The
 *  environment variable RT_AUDIO_GROUP does the same for programs that do not ask.
 *  RT_FFI_ERROR_NOT_FOUND when there is no such group, RT_FFI_ERROR_PERMISSION when this process is no
 *  member, RT_FFI_ERROR_BUSY when it uses the library already, alone or with another group.
 *  @param group  its name, or its number */
RT_FFI_API rt_ffi_error rt_ffi_use_group(const char *group) FFI_THREAD_SAFE;

/* ---- audio ------------------------------------------------------------------------------------- */

/** One block of interleaved audio. Lives in shared memory. */
typedef struct FFI_WIRE FFI_CXX("rt::audio_block") rt_ffi_audio_block {
    uint64_t sequence;               /**< Position in the stream, counted from 0 by the producer. */
    FFI_UNIT("Hz") uint32_t sample_rate;   /**< Frames a second. */
    FFI_RANGE(1, 2) uint32_t channels;     /**< Channels in use, at most RT_FFI_MAX_CHANNELS. */
    FFI_RANGE(0, 1024) uint32_t frames;    /**< Frames in use, at most RT_FFI_MAX_FRAMES. */
    FFI_RESERVED uint32_t reserved0;       /**< Zero. */
    FFI_UNIT("ns") uint64_t timestamp_ns;  /**< When its first frame is to be heard. */
    /** Frame after frame, `channels` samples each; 1.0 is full scale. */
    RT_FFI_ALIGNED(16) float samples[RT_FFI_MAX_SAMPLES];
} rt_ffi_audio_block;

/** Format of a stream. */
typedef struct FFI_WIRE FFI_CXX("rt::stream_format") rt_ffi_stream_format {
    FFI_UNIT("Hz") uint32_t sample_rate;   /**< Frames a second. */
    uint32_t channels;                     /**< Channels in a frame. */
    uint32_t frames_per_buffer;            /**< Frames in each block. */
    FFI_RESERVED uint32_t reserved0;       /**< Zero. */
} rt_ffi_stream_format;

/* ---- shared state ------------------------------------------------------------------------------ */

/** State that a host and a service share: format, gain, pan, counters, heartbeat. */
FFI_HANDLE(rt_ffi_state, close = rt_ffi_state_close, threads = safe)
typedef struct rt_ffi_state rt_ffi_state;

/** Counters of a stream since the state was created. */
typedef struct FFI_WIRE FFI_CXX("rt::stream_counters") rt_ffi_stream_counters {
    RT_FFI_ALIGNED(8) uint64_t blocks_produced;  /**< Blocks the service wrote. */
    uint64_t blocks_consumed;   /**< Blocks the host took. */
    uint64_t underruns;         /**< Periods in which the host found nothing. */
    uint64_t overruns;          /**< Blocks lost because the host was late. */
} rt_ffi_stream_counters;

/** Creates the state `name` with defaults, or replaces one whose creator died.
 *  RT_FFI_ERROR_EXISTS while its creator lives. */
RT_FFI_API rt_ffi_error rt_ffi_state_create(const char *name, FFI_OUT rt_ffi_state **state);
/** Opens a state that exists. RT_FFI_ERROR_STALE when its creator died. */
RT_FFI_API rt_ffi_error rt_ffi_state_open(const char *name, FFI_OUT rt_ffi_state **state) FFI_RPC;
/** Ends the handle; its creator's close removes the name and marks the state closed. */
RT_FFI_API void rt_ffi_state_close(FFI_NULLABLE rt_ffi_state *state) FFI_RPC;

/** The stream's format. */
RT_FFI_API rt_ffi_error rt_ffi_state_get_format(const rt_ffi_state *state,
                                                FFI_OUT rt_ffi_stream_format *format) FFI_REALTIME
    FFI_RPC;
/** Sets the stream's format: 8000 to 768000 Hz, 1 to RT_FFI_MAX_CHANNELS, 1 to RT_FFI_MAX_FRAMES. */
RT_FFI_API rt_ffi_error rt_ffi_state_set_format(rt_ffi_state *state,
                                                const rt_ffi_stream_format *format) FFI_REALTIME;
/** Whether the stream runs; a service leaves its loop when it does not. 0 or 1. */
RT_FFI_API rt_ffi_error rt_ffi_state_get_active(const rt_ffi_state *state, FFI_OUT bool *active)
    FFI_REALTIME FFI_RPC;
/** Starts or stops the stream, and wakes those that wait for it. */
RT_FFI_API rt_ffi_error rt_ffi_state_set_active(rt_ffi_state *state, bool active) FFI_RPC;
/** Waits until the stream is active or not as asked. Fails as rt_ffi_state_check does when nobody is
 *  left to change it.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_state_wait_active(const rt_ffi_state *state, bool active,
                                                 int32_t timeout_ms) FFI_BLOCKING FFI_RPC;
/** As rt_ffi_ring_descriptor, for rt_ffi_state_wait_active. */
RT_FFI_API rt_ffi_error rt_ffi_state_descriptor(const rt_ffi_state *state, FFI_OUT int32_t *descriptor);
/** Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it closed the state,
 *  RT_FFI_ERROR_STALE when it died. Asks the system: meant for now and then, not for each block. */
RT_FFI_API rt_ffi_error rt_ffi_state_check(const rt_ffi_state *state) FFI_RPC;
/** Linear gain, 0 to 16. */
RT_FFI_API rt_ffi_error rt_ffi_state_get_gain(const rt_ffi_state *state, FFI_OUT float *gain)
    FFI_REALTIME FFI_RPC;
/** Sets the linear gain, 0 to 16. */
RT_FFI_API rt_ffi_error rt_ffi_state_set_gain(rt_ffi_state *state, float gain) FFI_REALTIME FFI_RPC;
/** Pan, -1 (left) to 1 (right). */
RT_FFI_API rt_ffi_error rt_ffi_state_get_pan(const rt_ffi_state *state, FFI_OUT float *pan)
    FFI_REALTIME FFI_RPC;
/** Sets the pan, -1 (left) to 1 (right). */
RT_FFI_API rt_ffi_error rt_ffi_state_set_pan(rt_ffi_state *state, float pan) FFI_REALTIME FFI_RPC;
/** All counters, each read atomically. */
RT_FFI_API rt_ffi_error rt_ffi_state_get_counters(const rt_ffi_state *state,
                                                  FFI_OUT rt_ffi_stream_counters *counters)
    FFI_REALTIME FFI_RPC;
/** Adds to the blocks produced. */
RT_FFI_API rt_ffi_error rt_ffi_state_add_produced(rt_ffi_state *state, uint64_t blocks) FFI_REALTIME;
/** Adds to the blocks consumed. */
RT_FFI_API rt_ffi_error rt_ffi_state_add_consumed(rt_ffi_state *state, uint64_t blocks) FFI_REALTIME;
/** Adds to the underruns. */
RT_FFI_API rt_ffi_error rt_ffi_state_add_underruns(rt_ffi_state *state, uint64_t count) FFI_REALTIME;
/** Adds to the overruns. */
RT_FFI_API rt_ffi_error rt_ffi_state_add_overruns(rt_ffi_state *state, uint64_t count) FFI_REALTIME;
/** Says that the service is alive, now. */
RT_FFI_API rt_ffi_error rt_ffi_state_touch_heartbeat(rt_ffi_state *state) FFI_REALTIME;
/** Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none. */
RT_FFI_API rt_ffi_error rt_ffi_state_heartbeat_age(const rt_ffi_state *state,
                                                   FFI_OUT uint64_t *age_ns) FFI_REALTIME FFI_RPC;

/* ---- ring -------------------------------------------------------------------------------------- */

/** A ring of audio blocks in shared memory. One handle writes at a time, any number reads, each with
 *  its own cursor. The first write makes a handle the writer until it is closed or its process dies;
 *  others get RT_FFI_ERROR_BUSY until then, and the next that writes takes over. The same holds for
 *  the one reader of a lossless ring. */
FFI_HANDLE(rt_ffi_ring, close = rt_ffi_ring_close, threads = send)
typedef struct rt_ffi_ring rt_ffi_ring;

/** What a ring does when a reader is late. Fixed when it is created. */
typedef enum FFI_CXX("rt::ring_mode") rt_ffi_ring_mode {
    RT_FFI_RING_OVERWRITE = 0,  /**< The oldest block goes; readers count what they lost. */
    RT_FFI_RING_LOSSLESS = 1    /**< The writer is told RT_FFI_ERROR_FULL. One reader. */
} rt_ffi_ring_mode;

/** What happened on a ring, as one handle and the ring's writer saw it. */
typedef struct FFI_WIRE FFI_CXX("rt::ring_counters") rt_ffi_ring_counters {
    RT_FFI_ALIGNED(8) uint64_t written;  /**< Blocks committed by all writers. */
    uint64_t read;         /**< Blocks this handle got. */
    uint64_t overruns;     /**< Blocks this handle lost to overwriting: exact. Together with `read`
                                it is how far the handle has come since it was opened. */
    uint64_t underruns;    /**< Reads of this handle that found nothing. */
    uint64_t abandoned;    /**< Blocks that a dying writer left unfinished. */
} rt_ffi_ring_counters;

/** Creates the ring `name`, or replaces one whose creator died. RT_FFI_ERROR_EXISTS while its
 *  creator lives. The handle's own reading starts at the first block.
 *  @param slots  a power of two, RT_FFI_RING_MIN_SLOTS to RT_FFI_RING_MAX_SLOTS */
RT_FFI_API rt_ffi_error rt_ffi_ring_create(const char *name, uint32_t slots, rt_ffi_ring_mode mode,
                                           FFI_OUT rt_ffi_ring **ring);
/** Opens a ring that exists. Reading starts at the next block written, in a lossless ring at the
 *  first block that is still unread. RT_FFI_ERROR_STALE when its creator died. */
RT_FFI_API rt_ffi_error rt_ffi_ring_open(const char *name, FFI_OUT rt_ffi_ring **ring) FFI_RPC;
/** Ends the handle, gives an open claim and a lent block back, and leaves the writer's or reader's
 *  place to others. Its creator's close removes the name and marks the ring closed: writers get
 *  RT_FFI_ERROR_CLOSED, readers get it after the last block. */
RT_FFI_API void rt_ffi_ring_close(FFI_NULLABLE rt_ffi_ring *ring) FFI_RPC;
/** Slots in the ring. */
RT_FFI_API rt_ffi_error rt_ffi_ring_slots(const rt_ffi_ring *ring, FFI_OUT uint32_t *slots)
    FFI_REALTIME FFI_RPC;
/** What the ring does when a reader is late. */
RT_FFI_API rt_ffi_error rt_ffi_ring_get_mode(const rt_ffi_ring *ring, FFI_OUT rt_ffi_ring_mode *mode)
    FFI_REALTIME FFI_RPC;

/** Writes a block; the oldest one goes if the ring is full. Never blocks. Not for a lossless ring.
 *  Needs 1 to RT_FFI_MAX_CHANNELS channels and at most RT_FFI_MAX_FRAMES frames; only the samples in
 *  use are copied. `sequence` is the caller's: rt_ffi_ring_counters::written is the position that
 *  this block gets in the ring. */
RT_FFI_API rt_ffi_error rt_ffi_ring_write_overwrite(rt_ffi_ring *ring,
                                                    const rt_ffi_audio_block *block) FFI_REALTIME;
/** Writes a block unless a reader of a lossless ring would lose one: RT_FFI_ERROR_FULL. On an
 *  overwriting ring the same as rt_ffi_ring_write_overwrite. */
RT_FFI_API rt_ffi_error rt_ffi_ring_try_write(rt_ffi_ring *ring, const rt_ffi_audio_block *block)
    FFI_REALTIME;
/** Lends a block to fill. In a lossless ring it is the next slot itself and nothing is copied; in an
 *  overwriting one, where readers may be looking at the slot, it is the handle's own and committing
 *  copies the samples in use. `sequence` is set to the block's position in the ring; the other
 *  contents are stale. RT_FFI_ERROR_BUSY while a claim is open, RT_FFI_ERROR_FULL as with
 *  rt_ffi_ring_try_write. */
RT_FFI_API rt_ffi_error rt_ffi_ring_claim(rt_ffi_ring *ring, FFI_OUT rt_ffi_audio_block **block)
    FFI_REALTIME FFI_LEND(end = rt_ffi_ring_commit, cancel = rt_ffi_ring_abandon);
/** Publishes the claimed block. The claim stays open when its channels or frames are refused. */
RT_FFI_API rt_ffi_error rt_ffi_ring_commit(rt_ffi_ring *ring, rt_ffi_audio_block *block)
    FFI_REALTIME;
/** Gives the claimed slot back unwritten. */
RT_FFI_API rt_ffi_error rt_ffi_ring_abandon(rt_ffi_ring *ring, rt_ffi_audio_block *block)
    FFI_REALTIME;

/** Waits until rt_ffi_ring_try_write finds room, which in an overwriting ring is always.
 *  RT_FFI_ERROR_STALE when the reader or the ring's creator died, also with RT_FFI_WAIT_FOREVER.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_ring_wait_space(rt_ffi_ring *ring, int32_t timeout_ms) FFI_BLOCKING;

/** Copies the next block out, whole. RT_FFI_ERROR_EMPTY when there is none; `block` may have been
 *  written to even then. Samples beyond those in use come out as zero if `block` was zero or held a
 *  block before: what that had more is cleared, and no more. A reader that was overtaken goes on in
 *  the middle of the ring, with what it missed counted as overruns. */
RT_FFI_API rt_ffi_error rt_ffi_ring_read(rt_ffi_ring *ring, FFI_OUT rt_ffi_audio_block *block)
    FFI_REALTIME;
/** Copies up to `capacity` blocks out. RT_FFI_ERROR_EMPTY when there is none.
 *  @param count  blocks copied, at least 1 on success */
RT_FFI_API rt_ffi_error rt_ffi_ring_read_batch(rt_ffi_ring *ring,
                                               FFI_OUT FFI_COUNTED_BY(capacity)
                                                   rt_ffi_audio_block *blocks,
                                               size_t capacity,
                                               FFI_OUT FFI_COUNT_OF(blocks) size_t *count)
    FFI_REALTIME;
/** Writes `count` blocks in order, as rt_ffi_ring_write_overwrite or rt_ffi_ring_try_write by mode.
 *  @param written  blocks written before the ring was full */
RT_FFI_API rt_ffi_error rt_ffi_ring_write_batch(rt_ffi_ring *ring,
                                                FFI_COUNTED_BY(count)
                                                    const rt_ffi_audio_block *blocks,
                                                size_t count, FFI_OUT size_t *written) FFI_REALTIME;
/** Lends the next block to read in place. Lossless rings only: elsewhere the writer could change it. */
RT_FFI_API rt_ffi_error rt_ffi_ring_peek(rt_ffi_ring *ring, FFI_OUT const rt_ffi_audio_block **block)
    FFI_REALTIME FFI_LEND(end = rt_ffi_ring_release);
/** Gives the slot lent by rt_ffi_ring_peek back to the writer. */
RT_FFI_API rt_ffi_error rt_ffi_ring_release(rt_ffi_ring *ring, const rt_ffi_audio_block *block)
    FFI_REALTIME;
/** Waits until a block can be read: spins briefly, then sleeps. RT_FFI_ERROR_STALE when there is none
 *  and the writer or the ring's creator died, also with RT_FFI_WAIT_FOREVER.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_ring_wait(rt_ffi_ring *ring, int32_t timeout_ms) FFI_BLOCKING;
/** A descriptor for poll, epoll, asyncio, Go's netpoller or tokio: rt_ffi_ring_wait without a thread.
 *  From then on a wait that ends in RT_FFI_ERROR_TIMEOUT leaves it armed: it becomes readable when the
 *  same wait would end otherwise, by a block or a death. So: read until RT_FFI_ERROR_EMPTY, wait with
 *  RT_FFI_NO_WAIT, and sleep on the descriptor only if that timed out. It may be readable for nothing;
 *  the wait forgets that. Never read from it. RT_FFI_ERROR_BUSY beyond RT_FFI_DESCRIPTORS,
 *  RT_FFI_ERROR_UNSUPPORTED where there is no such thing: it is Linux's.
 *  @param descriptor  the handle's own, and closed with it; a duplicate may live longer */
RT_FFI_API rt_ffi_error rt_ffi_ring_descriptor(rt_ffi_ring *ring, FFI_OUT int32_t *descriptor);
/** As rt_ffi_ring_descriptor, for rt_ffi_ring_wait_space. */
RT_FFI_API rt_ffi_error rt_ffi_ring_space_descriptor(rt_ffi_ring *ring, FFI_OUT int32_t *descriptor);
/** Moves this handle's cursor past everything written so far. What is skipped is no overrun. */
RT_FFI_API rt_ffi_error rt_ffi_ring_skip(rt_ffi_ring *ring) FFI_REALTIME;
/** Blocks this handle could read now. */
RT_FFI_API rt_ffi_error rt_ffi_ring_available(const rt_ffi_ring *ring, FFI_OUT uint64_t *blocks)
    FFI_REALTIME FFI_RPC;
/** Counters of the ring and of this handle. */
RT_FFI_API rt_ffi_error rt_ffi_ring_get_counters(const rt_ffi_ring *ring,
                                                 FFI_OUT rt_ffi_ring_counters *counters)
    FFI_REALTIME FFI_RPC;

/* ---- channel ----------------------------------------------------------------------------------- */

/** Messages of up to a fixed size from any number of processes to any number. A handle may send and
 *  receive; RT_FFI_CHANNEL_SEATS handles may send at once. A process that dies or is stopped in the
 *  middle of anything makes nobody wait: the message in its hands comes later or not at all, and the
 *  others' go by. Messages of one sender come in the order in which they were sent. */
FFI_HANDLE(rt_ffi_channel, close = rt_ffi_channel_close, threads = send)
typedef struct rt_ffi_channel rt_ffi_channel;

/** Handles that may send at once, and in a queue receive. */
#define RT_FFI_CHANNEL_SEATS 64u
/** Bytes of the longest message that a channel can be made for. */
#define RT_FFI_CHANNEL_MAX_MESSAGE 1048576u
/** Bytes of the text that says what messages are, with its terminating NUL. */
#define RT_FFI_CHANNEL_CONTENT_MAX 128u
FFI_CXX_CONSTANT(RT_FFI_CHANNEL_SEATS, "rt::seat_count")
FFI_CXX_CONSTANT(RT_FFI_CHANNEL_MAX_MESSAGE, "rt::channel_max_message")
FFI_CXX_CONSTANT(RT_FFI_CHANNEL_CONTENT_MAX, "rt::channel_type_max")

/** Who gets a message. Fixed when the channel is created. */
typedef enum FFI_CXX("rt::channel_mode") rt_ffi_channel_mode {
    RT_FFI_CHANNEL_BROADCAST = 0,  /**< Every reader. The oldest goes when it is full; readers count
                                        what they lost. */
    RT_FFI_CHANNEL_QUEUE = 1       /**< One reader. Senders are told RT_FFI_ERROR_FULL. */
} rt_ffi_channel_mode;

/** What happened on a channel, as one handle saw it. */
typedef struct FFI_WIRE FFI_CXX("rt::channel_counters") rt_ffi_channel_counters {
    RT_FFI_ALIGNED(8) uint64_t sent;  /**< Messages this handle sent. */
    uint64_t received;     /**< Messages this handle got. */
    uint64_t lost;         /**< Messages this handle lost to overwriting; places among them that a
                                dying or stopped sender left empty count too. */
    uint64_t abandoned;    /**< Messages that dying senders left unfinished, of all handles. */
    uint64_t passed;       /**< Times that a sender's place was passed by because it was stopped, of
                                all handles. Its message was sent again. */
} rt_ffi_channel_counters;

/** Creates the channel `name`, or replaces one whose creator died. RT_FFI_ERROR_EXISTS while its
 *  creator lives. The handle's own receiving starts at the first message.
 *  @param content  what messages are: the fingerprint of the contract that says so, or any text that
 *                those who open it must say as well; "" for bytes
 *  @param slots  messages that it holds: a power of two, 2 to 65536, in all at most 1 GiB
 *  @param message_bytes  bytes of the longest, 1 to RT_FFI_CHANNEL_MAX_MESSAGE */
RT_FFI_API rt_ffi_error rt_ffi_channel_create(const char *name, const char *content, uint32_t slots,
                                              uint32_t message_bytes, rt_ffi_channel_mode mode,
                                              FFI_OUT rt_ffi_channel **channel);
/** Opens a channel that exists. In a broadcast receiving starts at the next message sent.
 *  RT_FFI_ERROR_FINGERPRINT_MISMATCH when it was created with another content, RT_FFI_ERROR_STALE when
 *  its creator died. */
RT_FFI_API rt_ffi_error rt_ffi_channel_open(const char *name, const char *content,
                                            FFI_OUT rt_ffi_channel **channel);
/** Ends the handle. Its creator's close removes the name and marks the channel closed: senders get
 *  RT_FFI_ERROR_CLOSED, readers get it after the last message. */
RT_FFI_API void rt_ffi_channel_close(FFI_NULLABLE rt_ffi_channel *channel);
/** Bytes of the longest message: room that is always enough for rt_ffi_channel_receive. */
RT_FFI_API rt_ffi_error rt_ffi_channel_message_bytes(const rt_ffi_channel *channel,
                                                     FFI_OUT uint32_t *bytes) FFI_REALTIME;
/** Sends a message. Never blocks. In a queue RT_FFI_ERROR_FULL when nobody took the oldest yet.
 *  RT_FFI_ERROR_BUSY when all seats are taken, or when others were faster at each of many attempts.
 *  @param message  its bytes; none are a message too */
RT_FFI_API rt_ffi_error rt_ffi_channel_send(rt_ffi_channel *channel,
                                            FFI_COUNTED_BY(bytes) const uint8_t *message,
                                            size_t bytes) FFI_REALTIME;
/** Copies the next message out, whole. RT_FFI_ERROR_EMPTY when there is none; `message` may have been
 *  written to even then. RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room: the message
 *  stays.
 *  @param capacity  room in `message`
 *  @param bytes     bytes of the message */
RT_FFI_API rt_ffi_error rt_ffi_channel_receive(rt_ffi_channel *channel,
                                               FFI_OUT FFI_COUNTED_BY(capacity) uint8_t *message,
                                               size_t capacity,
                                               FFI_OUT FFI_COUNT_OF(message) size_t *bytes)
    FFI_REALTIME;
/** Waits until a message can be received: spins briefly, then sleeps. RT_FFI_ERROR_STALE when there is
 *  none and all senders or the channel's creator died, also with RT_FFI_WAIT_FOREVER.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_channel_wait(rt_ffi_channel *channel, int32_t timeout_ms) FFI_BLOCKING;
/** Waits until rt_ffi_channel_send finds room, which in a broadcast is always. RT_FFI_ERROR_STALE when
 *  all readers or the channel's creator died, also with RT_FFI_WAIT_FOREVER.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_channel_wait_space(rt_ffi_channel *channel, int32_t timeout_ms)
    FFI_BLOCKING;
/** As rt_ffi_ring_descriptor, for rt_ffi_channel_wait. */
RT_FFI_API rt_ffi_error rt_ffi_channel_descriptor(rt_ffi_channel *channel, FFI_OUT int32_t *descriptor);
/** As rt_ffi_ring_descriptor, for rt_ffi_channel_wait_space. */
RT_FFI_API rt_ffi_error rt_ffi_channel_space_descriptor(rt_ffi_channel *channel,
                                                        FFI_OUT int32_t *descriptor);
/** Counters of this handle and of the channel. */
RT_FFI_API rt_ffi_error rt_ffi_channel_get_counters(const rt_ffi_channel *channel,
                                                    FFI_OUT rt_ffi_channel_counters *counters)
    FFI_REALTIME;

/* ---- calls -------------------------------------------------------------------------------------- */

/** Answers requests. Its name is that of a channel, which clients find it by. */
FFI_HANDLE(rt_ffi_server, close = rt_ffi_server_close, threads = send)
typedef struct rt_ffi_server rt_ffi_server;
/** Sends requests to one server, and gets its answers: its own and no other client's. */
FFI_HANDLE(rt_ffi_client, close = rt_ffi_client_close, threads = send)
typedef struct rt_ffi_client rt_ffi_client;

/** Bytes of the longest request or answer that a server can be made for. */
#define RT_FFI_CALL_MAX_MESSAGE 1048544u
/** Bytes of the text that says what requests and answers are, with its terminating NUL. */
#define RT_FFI_CALL_CONTENT_MAX 120u
/** Calls of one client that may be under way at once. */
#define RT_FFI_CALLS 16u
FFI_CXX_CONSTANT(RT_FFI_CALL_MAX_MESSAGE, "rt::call_max_message")
FFI_CXX_CONSTANT(RT_FFI_CALL_CONTENT_MAX, "rt::call_content_max")
FFI_CXX_CONSTANT(RT_FFI_CALLS, "rt::most_calls")

/** Creates the server `name`, or replaces one whose process died. RT_FFI_ERROR_EXISTS while it lives.
 *  @param content  as for rt_ffi_channel_create
 *  @param slots  requests that may wait to be received: a power of two, 2 to 65536
 *  @param message_bytes  bytes of the longest request or answer, 1 to RT_FFI_CALL_MAX_MESSAGE */
RT_FFI_API rt_ffi_error rt_ffi_server_create(const char *name, const char *content, uint32_t slots,
                                             uint32_t message_bytes, FFI_OUT rt_ffi_server **server);
/** Ends the server. Clients that wait get RT_FFI_ERROR_CLOSED, at once. */
RT_FFI_API void rt_ffi_server_close(FFI_NULLABLE rt_ffi_server *server);
/** Copies the next request out, whole. Those whose deadline has passed are dropped.
 *  RT_FFI_ERROR_EMPTY when there is none; RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room:
 *  the request stays; RT_FFI_ERROR_BUSY when 4096 calls wait for an answer already.
 *  @param capacity  room in `request`
 *  @param bytes     bytes of the request
 *  @param call      names this call to rt_ffi_server_reply, in any order */
RT_FFI_API rt_ffi_error rt_ffi_server_receive(rt_ffi_server *server,
                                              FFI_OUT FFI_COUNTED_BY(capacity) uint8_t *request,
                                              size_t capacity,
                                              FFI_OUT FFI_COUNT_OF(request) size_t *bytes,
                                              FFI_OUT uint64_t *call);
/** Waits until a request can be received, also when all clients so far have died.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_server_wait(rt_ffi_server *server, int32_t timeout_ms) FFI_BLOCKING;
/** As rt_ffi_ring_descriptor, for rt_ffi_server_wait. */
RT_FFI_API rt_ffi_error rt_ffi_server_descriptor(rt_ffi_server *server, FFI_OUT int32_t *descriptor);
/** Answers a call, and ends it. Nothing is sent, and the call has ended, with RT_FFI_ERROR_TIMEOUT (its
 *  client no longer waits), RT_FFI_ERROR_STALE (its client is gone) and RT_FFI_ERROR_FULL (its client
 *  takes no answers). */
RT_FFI_API rt_ffi_error rt_ffi_server_reply(rt_ffi_server *server, uint64_t call,
                                            FFI_COUNTED_BY(bytes) const uint8_t *answer, size_t bytes);

/** Opens a way to the server `name`. Errors as for rt_ffi_channel_open. */
RT_FFI_API rt_ffi_error rt_ffi_client_open(const char *name, const char *content,
                                           FFI_OUT rt_ffi_client **client);
/** Ends the handle; answers that come later are dropped. */
RT_FFI_API void rt_ffi_client_close(FFI_NULLABLE rt_ffi_client *client);
/** Sends a request and waits for its answer: RT_FFI_ERROR_TIMEOUT when that does not come in time, and
 *  it is dropped if it comes later. RT_FFI_ERROR_CLOSED or RT_FFI_ERROR_STALE when the server closed or
 *  died meanwhile; it may have acted. RT_FFI_ERROR_BUSY while calls of rt_ffi_client_send are under way.
 *  RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room: the answer is lost.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER or milliseconds; the server is told, too
 *  @param capacity    room in `answer`
 *  @param received    bytes of the answer */
RT_FFI_API rt_ffi_error rt_ffi_client_call(rt_ffi_client *client,
                                           FFI_COUNTED_BY(bytes) const uint8_t *request, size_t bytes,
                                           int32_t timeout_ms,
                                           FFI_OUT FFI_COUNTED_BY(capacity) uint8_t *answer,
                                           size_t capacity,
                                           FFI_OUT FFI_COUNT_OF(answer) size_t *received) FFI_BLOCKING;
/** Sends a request and waits for nothing. RT_FFI_ERROR_FULL when the server is behind,
 *  RT_FFI_ERROR_BUSY with RT_FFI_CALLS under way.
 *  @param timeout_ms  for how long its answer is wanted: it is dropped if it comes later
 *  @param call        names this call to rt_ffi_client_receive */
RT_FFI_API rt_ffi_error rt_ffi_client_send(rt_ffi_client *client,
                                           FFI_COUNTED_BY(bytes) const uint8_t *request, size_t bytes,
                                           int32_t timeout_ms, FFI_OUT uint64_t *call);
/** Copies the next answer out, to any call that is under way. RT_FFI_ERROR_EMPTY when there is none;
 *  RT_FFI_ERROR_INVALID_ARGUMENT when there is too little room: the answer stays.
 *  @param capacity  room in `answer`
 *  @param bytes     bytes of the answer
 *  @param call      which call it answers */
RT_FFI_API rt_ffi_error rt_ffi_client_receive(rt_ffi_client *client,
                                              FFI_OUT FFI_COUNTED_BY(capacity) uint8_t *answer,
                                              size_t capacity,
                                              FFI_OUT FFI_COUNT_OF(answer) size_t *bytes,
                                              FFI_OUT uint64_t *call);
/** Waits until an answer can be received; it may turn out to be one that came too late.
 *  RT_FFI_ERROR_CLOSED or RT_FFI_ERROR_STALE when the server closed or died, also with
 *  RT_FFI_WAIT_FOREVER.
 *  @param timeout_ms  RT_FFI_WAIT_FOREVER, RT_FFI_NO_WAIT or milliseconds */
RT_FFI_API rt_ffi_error rt_ffi_client_wait(rt_ffi_client *client, int32_t timeout_ms) FFI_BLOCKING;
/** As rt_ffi_ring_descriptor, for rt_ffi_client_wait. */
RT_FFI_API rt_ffi_error rt_ffi_client_descriptor(rt_ffi_client *client, FFI_OUT int32_t *descriptor);

/* ---- registry ---------------------------------------------------------------------------------- */

/** The table of running services. */
FFI_HANDLE(rt_ffi_registry, close = rt_ffi_registry_close, threads = safe)
typedef struct rt_ffi_registry rt_ffi_registry;

/** What a service does, bits. */
typedef enum FFI_FLAGS rt_ffi_service_flags {
    RT_FFI_SERVICE_NONE = 0,          /**< Nothing special. */
    RT_FFI_SERVICE_PRODUCER = 1,      /**< Writes audio. */
    RT_FFI_SERVICE_CONSUMER = 2,      /**< Reads audio. */
    RT_FFI_SERVICE_STANDBY = 4        /**< Ready to take over, silent until then. */
} rt_ffi_service_flags;
FFI_CXX_CONSTANT(RT_FFI_SERVICE_NONE, "rt::service_none")
FFI_CXX_CONSTANT(RT_FFI_SERVICE_PRODUCER, "rt::service_producer")
FFI_CXX_CONSTANT(RT_FFI_SERVICE_CONSUMER, "rt::service_consumer")
FFI_CXX_CONSTANT(RT_FFI_SERVICE_STANDBY, "rt::service_standby")

/** A registered service. */
typedef struct FFI_WIRE FFI_CXX("rt::service_info") rt_ffi_service_info {
    char name[RT_FFI_NAME_MAX];       /**< Name, NUL-terminated. */
    char control[RT_FFI_NAME_MAX];    /**< Name of its control segment, NUL-terminated. */
    char reply[RT_FFI_NAME_MAX];      /**< Name of its reply ring, NUL-terminated. */
    RT_FFI_ALIGNED(8) uint64_t id;    /**< Never used again for another registration. */
    uint64_t start_time;              /**< Start time of the process; with pid, who it is. */
    FFI_UNIT("ns") uint64_t heartbeat_ns;  /**< Time of the last heartbeat. */
    int32_t pid;                      /**< Process id. */
    uint32_t flags;                   /**< Bits of rt_ffi_service_flags. */
} rt_ffi_service_info;

/** Opens the registry `name`, creating it when there is none. Exactly one opener initialises it. */
RT_FFI_API rt_ffi_error rt_ffi_registry_open(const char *name, FFI_OUT rt_ffi_registry **registry)
    FFI_RPC;
/** Ends the handle. Entries stay until they are unregistered or their process dies. */
RT_FFI_API void rt_ffi_registry_close(FFI_NULLABLE rt_ffi_registry *registry) FFI_RPC;
/** Removes the registry `name` from the system. Open handles go on working on their own. */
RT_FFI_API rt_ffi_error rt_ffi_registry_remove(const char *name);
/** Enters a service. A dead owner's entry of the same name is replaced; RT_FFI_ERROR_EXISTS while it
 *  lives.
 *  @param control  name of its control segment, "" for none
 *  @param reply  name of its reply ring, "" for none
 *  @param pid  the process that lives behind it; 0 for the caller
 *  @param id   names this registration for ever */
RT_FFI_API rt_ffi_error rt_ffi_registry_register(rt_ffi_registry *registry, const char *name,
                                                 const char *control, const char *reply,
                                                 rt_ffi_service_flags flags, int32_t pid,
                                                 FFI_OUT uint64_t *id);
/** Takes an entry out. RT_FFI_ERROR_STALE when `id` has ended already. */
RT_FFI_API rt_ffi_error rt_ffi_registry_unregister(rt_ffi_registry *registry, uint64_t id);
/** Changes what a registered service does, as when a standby takes over. */
RT_FFI_API rt_ffi_error rt_ffi_registry_set_flags(rt_ffi_registry *registry, uint64_t id,
                                                  rt_ffi_service_flags flags);
/** Looks a live service up by its name. Asks the system whether its process still runs. */
RT_FFI_API rt_ffi_error rt_ffi_registry_find(const rt_ffi_registry *registry, const char *name,
                                             FFI_OUT rt_ffi_service_info *service) FFI_RPC;
/** Looks a service up by its name without asking whether its process still runs: takes no lock,
 *  makes no system call, and may find one that has just died. */
RT_FFI_API rt_ffi_error rt_ffi_registry_lookup(const rt_ffi_registry *registry, const char *name,
                                               FFI_OUT rt_ffi_service_info *service) FFI_REALTIME;
/** Live services whose name starts with `prefix`, in order of name; the first `capacity` of them.
 *  @param prefix    "" for all
 *  @param capacity  room in `services`
 *  @param count     entries written */
RT_FFI_API rt_ffi_error rt_ffi_registry_list(const rt_ffi_registry *registry, const char *prefix,
                                             FFI_OUT FFI_COUNTED_BY(capacity)
                                                 rt_ffi_service_info *services,
                                             size_t capacity,
                                             FFI_OUT FFI_COUNT_OF(services) size_t *count) FFI_RPC;
/** Waits until the registry differs from `seen`: a service was entered, changed, taken out or
 *  collected. A death is no change by itself; RT_FFI_ERROR_STALE when every service entered has died.
 *  @param seen        generation seen last; 0 at first
 *  @param generation  the generation now */
RT_FFI_API rt_ffi_error rt_ffi_registry_watch(const rt_ffi_registry *registry, uint64_t seen,
                                              int32_t timeout_ms, FFI_OUT uint64_t *generation)
    FFI_BLOCKING FFI_RPC;
/** As rt_ffi_ring_descriptor, for rt_ffi_registry_watch: it becomes readable when the registry differs from
 *  the generation that the wait which armed it had seen. */
RT_FFI_API rt_ffi_error rt_ffi_registry_descriptor(const rt_ffi_registry *registry,
                                                   FFI_OUT int32_t *descriptor);
/** Removes the entries of dead processes.
 *  @param collected  how many */
RT_FFI_API rt_ffi_error rt_ffi_registry_collect(rt_ffi_registry *registry,
                                                FFI_OUT uint32_t *collected);
/** Says that the service behind `id` is alive, now. */
RT_FFI_API rt_ffi_error rt_ffi_registry_heartbeat(rt_ffi_registry *registry, uint64_t id)
    FFI_REALTIME;

/* ---- real time --------------------------------------------------------------------------------- */

/** What the system granted to a thread, weakest first. */
typedef enum FFI_CXX("rt::realtime_level") rt_ffi_rt_level {
    RT_FFI_RT_NONE = 0,        /**< Ordinary scheduling. */
    RT_FFI_RT_NICE = 1,        /**< Ordinary scheduling, raised priority. */
    RT_FFI_RT_ROUND_ROBIN = 2, /**< SCHED_RR, mostly through rtkit. */
    RT_FFI_RT_FIFO = 3,        /**< SCHED_FIFO. */
    RT_FFI_RT_DEADLINE = 4,    /**< SCHED_DEADLINE. */
    RT_FFI_RT_TIME_CONSTRAINT = 5, /**< Mach time constraint (macOS). */
    RT_FFI_RT_MMCSS = 6        /**< Multimedia class scheduler (Windows). */
} rt_ffi_rt_level;

/** What was obtained, and why not more. */
typedef struct FFI_CXX("rt::realtime_grant") rt_ffi_rt_grant {
    rt_ffi_rt_level level;     /**< What was obtained. */
    int32_t priority;          /**< Priority within it, 0 where that means nothing. */
    uint32_t memory_locked;    /**< 1 when all memory of the process is locked. */
    FFI_RESERVED uint32_t reserved0; /**< Zero. */
    char reason[192];          /**< Why not more, one line; "" when nothing was refused. */
} rt_ffi_rt_grant;

/** Asks for real-time scheduling of the calling thread.
 *  @param period_ns  time between its wake-ups
 *  @param want       highest level to ask for; one that only another system has means this one's best
 *  @param grant      what was obtained; getting less than asked is no error */
RT_FFI_API rt_ffi_error rt_ffi_rt_set_priority(uint64_t period_ns, rt_ffi_rt_level want,
                                               FFI_OUT rt_ffi_rt_grant *grant);
/** Gives the calling thread back to ordinary scheduling. */
RT_FFI_API rt_ffi_error rt_ffi_rt_reset_priority(void);
/** Nanoseconds from one block to the next.
 *  @return 0 when either argument is 0 */
RT_FFI_API uint64_t rt_ffi_rt_audio_period_ns(uint32_t sample_rate, uint32_t frames) FFI_REALTIME;
/** Locks all present and future memory of the process and touches the stack. */
RT_FFI_API rt_ffi_error rt_ffi_rt_lock_memory(size_t stack_bytes);
/** Sleeps until a time of the contract's clock. */
RT_FFI_API rt_ffi_error rt_ffi_rt_sleep_until(uint64_t time_ns) FFI_BLOCKING;
/** The contract's clock, now. */
RT_FFI_API uint64_t rt_ffi_rt_now_ns(void) FFI_REALTIME FFI_RPC;
/** Process id of the caller. */
RT_FFI_API int32_t rt_ffi_pid(void) FFI_REALTIME;

#if defined(__cplusplus)
} /* extern "C" */
#endif

#endif /* RT_AUDIO_FFI_H */
