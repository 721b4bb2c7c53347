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

/** Called as what the client in C++ has itself. */
FFI_HANDLE(names_event, close = names_event_close)
typedef struct names_event names_event;
names_event* names_event_open(void);
void names_event_close(names_event* event);
box names_event_delete(names_event* event);
struct tag names_event_next(const names_event* event);

/** How fast. */
int32_t names_drive(mode mode, kind kind, place place, const box* box, struct tag tag);
mode names_mode(kind kind);
box names_box(const place* place, enum mode mode);
kind names_kind(struct tag tag, uint32_t n, const place* place FFI_COUNTED_BY(n));
