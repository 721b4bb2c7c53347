/* A request of 77 bytes as CBOR, and a block of floats. */
#ifndef ORDER_H
#define ORDER_H

#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(order, prefix = ord_)

/** A request: numbers, a text, flags. */
typedef struct FFI_WIRE ord_request {
    uint64_t id;
    uint64_t time;
    char name[16];
    double gain;
    int32_t pan;
    uint32_t flags;
    uint32_t rate;
    FFI_RESERVED uint32_t reserved0;
} ord_request;

/** Samples. */
typedef struct FFI_WIRE ord_block {
    uint64_t sequence;
    float samples[1024];
} ord_block;

#endif
