/* Layout: what each language writes for records, unions, bit-fields, enums and constants. */
#ifndef RECORDS_H
#define RECORDS_H

#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(records, prefix = rec_)

#define REC_VERSION "1.2"
#define REC_MAX 16u
#define REC_MASK (~0u)
#define REC_RATIO 0.5
#define REC_LETTER '\xff'
#define REC_SIZE sizeof(rec_packed)

/** A colour's channels. */
typedef enum rec_channel {
    REC_CHANNEL_RED = 0,
    REC_CHANNEL_GREEN = 1,
    REC_CHANNEL_BLUE = 2, /**< The last one. */
} rec_channel;

/** Options; they combine. */
typedef enum FFI_FLAGS rec_options {
    REC_OPTIONS_FAST = 1,
    REC_OPTIONS_QUIET = 2,
} rec_options;

/** A wire record: the same bytes on every target. */
typedef struct FFI_WIRE rec_event {
    uint64_t id;                         /**< From 1. */
    FFI_UNIT("Hz") FFI_RANGE(1, 192000) uint32_t rate;
    FFI_RESERVED uint32_t reserved0;
    float samples[4] __attribute__((aligned(16)));
} __attribute__((aligned(16))) rec_event;

/** A field behind no padding, at an odd address. */
typedef struct __attribute__((packed)) rec_packed {
    uint8_t kind;
    uint32_t value;
    uint16_t tail;
} rec_packed;

/** Bits, the signed ones with their sign. */
typedef struct rec_bits {
    unsigned mode : 3;
    int level : 5;
    unsigned : 0;
    unsigned long long wide : 40;
} rec_bits;

/** One of two readings. */
typedef union rec_number {
    uint32_t whole;
    float real;
    struct {
        uint16_t low;
        uint16_t high;
    };
} rec_number;

/** Grows at its end; `type` is a keyword elsewhere. */
typedef struct rec_list {
    uint32_t count;
    rec_channel type;
    rec_number items[];
} rec_list;

/** Not the same size everywhere, which is allowed outside wire records. */
typedef struct rec_native {
    long ticks;
    const char *name;
    double at;
} rec_native;

#endif
