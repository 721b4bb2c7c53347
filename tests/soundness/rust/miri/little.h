/** What Miri can run whole: the library behind this header is written in Rust, in library.rs. */
#ifndef LITTLE_H
#define LITTLE_H
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(little, prefix = li_, library = little)
typedef enum FFI_ERROR_ENUM(ok = LI_OK) li_status { LI_OK = 0, LI_NOT_THERE = 1 } li_status;

FFI_HANDLE(li_store, close = li_store_close, threads = send)
/** Numbers. */
typedef struct li_store li_store;
FFI_HANDLE(li_walk, close = li_walk_close, threads = send)
/** A walk over them. */
typedef struct li_walk li_walk;
li_status li_store_open(FFI_OUT li_store** store);
void li_store_close(li_store* store);
li_status li_store_put(li_store* store, int32_t number);
FFI_BORROWED FFI_COUNTED_BY(count)
int32_t* li_store_numbers(li_store* store, FFI_OUT size_t* count);
li_status li_store_walk(li_store* store, FFI_OUT li_walk** walk);
void li_walk_close(li_walk* walk);
li_status li_walk_next(li_walk* walk, FFI_OUT int32_t* number);

/** One block. */
typedef struct li_block {
    uint32_t count;
    int32_t values[3];
} li_block;
FFI_HANDLE(li_ring, close = li_ring_close, threads = send)
/** Lends its only block. */
typedef struct li_ring li_ring;
li_status li_ring_open(FFI_OUT li_ring** ring);
void li_ring_close(li_ring* ring);
li_status li_ring_claim(li_ring* ring, FFI_OUT li_block** block)
    FFI_LEND(end = li_ring_commit, cancel = li_ring_abandon);
li_status li_ring_commit(li_ring* ring, li_block* block);
li_status li_ring_abandon(li_ring* ring, li_block* block);

/** Is told of something. */
typedef void (*li_event)(void* user, int32_t number);
FFI_HANDLE(li_bus, close = li_bus_close, threads = safe)
/** Tells those that registered. */
typedef struct li_bus li_bus;
li_status li_bus_open(FFI_OUT li_bus** bus);
void li_bus_close(li_bus* bus);
li_status li_bus_on(li_bus* bus,
                    FFI_CALLBACK(user_data = user, lifetime = until, until = li_bus_off,
                                 thread = any) li_event event,
                    void* user);
li_status li_bus_off(li_bus* bus);
li_status li_bus_follow(li_bus* bus,
                        FFI_CALLBACK(user_data = user, lifetime = close, thread = any)
                            li_event event,
                        void* user);
li_status li_bus_emit(li_bus* bus, int32_t number);
/** From a thread of its own, and waits for it. */
li_status li_bus_emit_elsewhere(li_bus* bus, int32_t number) FFI_BLOCKING;

/** Makes one number of another. */
typedef int32_t (*li_map)(void* user, int32_t number);
int32_t li_map_number(FFI_CALLBACK(user_data = user, lifetime = call) li_map map, void* user,
                      int32_t number);
/** Compares. */
typedef int32_t (*li_compare)(int32_t a, int32_t b);
li_status li_sort(FFI_INOUT FFI_COUNTED_BY(n) int32_t* numbers, size_t n,
                  FFI_CALLBACK(lifetime = call) li_compare compare);
uint64_t li_length(const char* text);
#endif
