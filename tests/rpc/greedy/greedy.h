/* What a server can make a client take, and be made to take: many items that are nothing, and bytes
 * that go on. */
#pragma once
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

FFI_MODULE(greedy, prefix = greedy_, rpc = all)

typedef struct FFI_WIRE greedy_item {
    FFI_DEFAULT(1) uint64_t a;
    FFI_DEFAULT(2) uint64_t b;
    FFI_DEFAULT("-") char name[240];
} greedy_item;

/** Items that there are. */
void greedy_all(FFI_OUT FFI_COUNTED_BY(capacity) greedy_item* items, size_t capacity,
                FFI_OUT FFI_COUNT_OF(items) size_t* count);
/** Takes what there is.
 *  @return how much it was */
uint64_t greedy_take(FFI_COUNTED_BY(size) const uint8_t* bytes, size_t size);
