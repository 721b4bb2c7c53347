/* What may be kept by one of its family alone, in all the ways that objects come. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>

typedef enum kin_status { KIN_OK = 0, KIN_GONE = 1 } kin_status;
FFI_ERROR_ENUM(kin_status);

FFI_HANDLE(kin_hall, close = kin_hall_unref, retain = kin_hall_ref, threads = safe)
/** Counts its owners. */
typedef struct kin_hall kin_hall;
FFI_HANDLE(kin_row, close = kin_row_close, threads = confined)
/** Belongs to a hall, or to two. */
typedef struct kin_row kin_row;
FFI_HANDLE(kin_seat, threads = confined)
/** A part of a row. */
typedef struct kin_seat kin_seat;
FFI_HANDLE(kin_pass, close = kin_pass_close, threads = send)
/** Is for a seat, where there is one. */
typedef struct kin_pass kin_pass;

kin_status kin_hall_open(FFI_OUT kin_hall** hall);
void kin_hall_ref(kin_hall* hall);
void kin_hall_unref(kin_hall* hall);
kin_status kin_hall_row(kin_hall* hall, FFI_OUT kin_row** row);
FFI_CHILD_OF(hall other)
kin_status kin_hall_bridge(kin_hall* hall, kin_hall* other, FFI_OUT kin_row** row);
void kin_row_close(kin_row* row);
FFI_BORROWED kin_seat* kin_row_seat(kin_row* row, uint32_t index);
FFI_BORROWED const kin_seat* kin_row_first(const kin_row* row);
FFI_CHILD_OF(hall seat)
kin_status kin_hall_admit(kin_hall* hall, FFI_NULLABLE const kin_seat* seat,
                          FFI_OUT kin_pass** pass);
void kin_pass_close(kin_pass* pass);

kin_status kin_hall_light(kin_hall* hall, kin_row* row);
kin_status kin_hall_stop(FFI_NULLABLE kin_hall* hall, FFI_NULLABLE const kin_row* row);
kin_status kin_hall_sort(kin_hall* hall, FFI_COUNTED_BY(count) kin_row* const* rows, size_t count);
kin_status kin_hall_check(kin_hall* hall, FFI_COUNTED_BY(count) const kin_pass* const* passes,
                          size_t count);
/** Rows may keep passes: raw only. */
kin_status kin_pass_all(FFI_COUNTED_BY(count) kin_row* const* rows, size_t count,
                        const kin_pass* pass);
kin_status kin_seat_reserve(kin_seat* seat, const kin_pass* pass);
int kin_seat_turn(kin_seat* seat, kin_row* row);
kin_status kin_pass_move(kin_pass* pass, const kin_hall* hall, const kin_seat* seat);
kin_status kin_pass_end(kin_pass* pass, FFI_CONSUMED kin_row* row);

/** Is shown a row and one of its seats. */
typedef void (*kin_shown)(void* user, kin_row* row, const kin_seat* seat);
kin_status kin_row_show(kin_row* row,
                        FFI_CALLBACK(user_data = user, lifetime = call) kin_shown shown,
                        void* user);
