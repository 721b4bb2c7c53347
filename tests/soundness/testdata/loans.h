/** Lent records that not every number may stand in, and closures that are called as they go back. */
#ifndef LOANS_H
#define LOANS_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(loans, prefix = lo_, library = loans)
typedef enum FFI_ERROR_ENUM(ok = LO_OK) lo_status {
    LO_OK = 0,
    LO_TIMEOUT FFI_ERROR_KIND(timeout) = 1,
    LO_EMPTY FFI_ERROR_KIND(would_block) = 2,
    LO_CLOSED FFI_ERROR_KIND(closed) = 3
} lo_status;
typedef enum FFI_CLOSED lo_mode { LO_MODE_A = 0, LO_MODE_B = 1 } lo_mode;
/** One of C's own words for what guards have. */
typedef struct lo_frame {
    lo_mode owner;
    FFI_RANGE(0, 3) uint32_t lent;
    FFI_RANGE(0, 1) float levels[2][3];
} lo_frame;
FFI_HANDLE(lo_ring, close = lo_ring_close, threads = send)
/** Lends frames, and tells of it. */
typedef struct lo_ring lo_ring;
lo_status lo_ring_open(FFI_OUT lo_ring** ring);
void lo_ring_close(lo_ring* ring);
lo_status lo_ring_claim(lo_ring* ring, FFI_OUT lo_frame** frame)
    FFI_LEND(end = lo_ring_commit, cancel = lo_ring_abandon);
void lo_ring_commit(lo_ring* ring, lo_frame* frame);
lo_status lo_ring_abandon(lo_ring* ring, lo_frame* frame);
typedef void (*lo_told)(int32_t number, void* user);
lo_status lo_ring_tell(lo_ring* ring, FFI_CALLBACK(user_data = user, lifetime = close) lo_told told,
                       void* user);
/** What is waited for, and read when it is there. */
lo_status lo_ring_wait(lo_ring* ring, int32_t timeout_ms) FFI_BLOCKING;
lo_status lo_ring_read(lo_ring* ring, FFI_OUT lo_frame* frame);

FFI_HANDLE(lo_hub, close = lo_hub_close, threads = safe)
/** The same for all threads. */
typedef struct lo_hub lo_hub;
lo_status lo_hub_open(FFI_OUT lo_hub** hub);
void lo_hub_close(lo_hub* hub);
lo_status lo_hub_claim(lo_hub* hub, FFI_OUT lo_frame** frame)
    FFI_LEND(end = lo_hub_commit, cancel = lo_hub_abandon);
lo_status lo_hub_commit(lo_hub* hub, lo_frame* frame);
void lo_hub_abandon(lo_hub* hub, lo_frame* frame);
#endif
