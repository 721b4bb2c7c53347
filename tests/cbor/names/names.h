/* Parameters and functions that are called as types of the contract. */
#pragma once
#include <ffigen/annotations.h>
#include <stdint.h>

FFI_MODULE(names, prefix = names_, rpc = all)

typedef enum mode { MODE_SLOW, MODE_FAST } mode;
typedef enum { KIND_A, KIND_B } kind;
typedef struct place {
    int32_t x;
} place;
typedef struct {
    int32_t y;
} box;
struct tag {
    int32_t z;
};

/** How fast. */
int32_t names_drive(mode mode, kind kind, place place, const box* box, struct tag tag);
mode names_mode(kind kind);
box names_box(const place* place, enum mode mode);
kind names_kind(struct tag tag, uint32_t n, const place* place FFI_COUNTED_BY(n));
