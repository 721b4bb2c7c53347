/* Nanoseconds a message: ours, and libcbor where it is there. The least of many rounds: the machine
 * is shared. */
#include <stdio.h>
#include <time.h>

#include "order_cbor.h"
#ifdef WITH_LIBCBOR
#include <cbor.h>
#include <stdlib.h>
#endif

enum { calls = 20000, rounds = 60 };

static ord_request request = {
    1234567890123u, 1700000000000000000u, "oscillator", 0.1, -5, 7, 48000, 0};
static ord_block block = {7, {0}};
static uint8_t buffer[8192], copy[8192];
static size_t size;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* The compiler has to believe that all memory was read and written. */
#define OPAQUE() __asm__ volatile("" ::: "memory")

#define MEASURE(name, statement)                                                                   \
    do {                                                                                           \
        double least = 1e18;                                                                       \
        for (int round = 0; round < rounds; ++round) {                                             \
            const double start = now();                                                            \
            for (int call = 0; call < calls; ++call) {                                             \
                OPAQUE();                                                                          \
                statement;                                                                         \
                OPAQUE();                                                                          \
            }                                                                                      \
            const double spent = (now() - start) / calls;                                          \
            least = spent < least ? spent : least;                                                 \
        }                                                                                          \
        printf("%-44s %9.1f\n", name, least);                                                      \
    } while (0)

static void must(ffi_cbor_result result) {
    if (result.status != FFI_CBOR_OK)
        printf("%s\n", ffi_cbor_status_text(result.status));
    size = result.position;
}

#ifdef WITH_LIBCBOR
static void libcbor_encode(void) {
    cbor_item_t* map = cbor_new_definite_map(7);
    const struct {
        const char* key;
        cbor_item_t* value;
    } pairs[] = {{"id", cbor_build_uint64(request.id)},
                 {"pan", cbor_build_negint8(4)},
                 {"gain", cbor_build_float8(request.gain)},
                 {"name", cbor_build_string(request.name)},
                 {"rate", cbor_build_uint16(48000)},
                 {"time", cbor_build_uint64(request.time)},
                 {"flags", cbor_build_uint8(7)}};
    for (size_t i = 0; i < 7; ++i)
        (void)!cbor_map_add(map, (struct cbor_pair){cbor_move(cbor_build_string(pairs[i].key)),
                                                    cbor_move(pairs[i].value)});
    cbor_serialize(map, copy, sizeof copy);
    cbor_decref(&map);
}

static void libcbor_decode(void) {
    struct cbor_load_result result;
    cbor_item_t* item = cbor_load(buffer, size, &result);
    cbor_decref(&item);
}
#endif

int main(void) {
    must(ord_request_to_cbor(&request, buffer, sizeof buffer));
    if (size != 77)
        return 1; /* another request than that which all of them are asked */
    MEASURE("C encode", ord_request_to_cbor(&request, copy, sizeof copy));
    MEASURE("C decode", ord_request_from_cbor(&request, buffer, size, NULL));
#ifdef WITH_LIBCBOR
    MEASURE("C, libcbor (a tree) encode", libcbor_encode());
    MEASURE("C, libcbor (a tree) decode", libcbor_decode());
#endif
    must(ord_block_to_cbor(&block, buffer, sizeof buffer));
    MEASURE("C, 1,024 floats encode", ord_block_to_cbor(&block, copy, sizeof copy));
    MEASURE("C, 1,024 floats decode", ord_block_from_cbor(&block, buffer, size, NULL));
    MEASURE("memcpy of 4096 bytes", memcpy(copy, buffer, 4096));
    return 0;
}
