/* Memory of the caller's that C trusts because it was looked at, or because nobody else leads to
 * it. Part of shapes.h. */
#ifndef SH_SHAPES_LOOKED_H
#define SH_SHAPES_LOOKED_H
#include "shapes.h"

/** Is told of a place that is read next. */
typedef void (*sh_reading)(void* user, uint32_t index);
/** What C has at these places, each read after it is told. */
int64_t sh_pick_slowly(FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const int32_t* places, size_t n,
                       FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                       void* user);
/** The same, where each place is moved on. */
int64_t sh_step_slowly(FFI_INOUT FFI_COUNTED_BY(n) FFI_RANGE(0, 9) int32_t* places, size_t n,
                       FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                       void* user);
/** The same of one place. */
int64_t sh_step_one_slowly(FFI_INOUT FFI_RANGE(0, 9) int32_t* place,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                           void* user);
/** The same of three. */
int64_t sh_pick_three_slowly(FFI_NULLABLE FFI_RANGE(0, 9) const int32_t places[3],
                             FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                             void* user);
/** What C has at the panel's slot, read after it is told. */
int64_t sh_panel_slowly(FFI_NULLABLE const sh_panel* panel,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                        void* user);
/** Turns it to the next slot. */
int64_t sh_panel_turn_slowly(FFI_INOUT sh_panel* panel,
                             FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                             void* user);
/** The same of many. */
int64_t sh_panels_turn_slowly(FFI_INOUT FFI_COUNTED_BY(n) sh_panel* panels, size_t n,
                              FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                              void* user);
/** How many numbers there are before the first 0, counted while others are told. */
int64_t sh_count_slowly(FFI_TERMINATED_BY(0) const int32_t* numbers,
                        FFI_CALLBACK(user_data = user, lifetime = call) sh_reading reading,
                        void* user);

/** Running sums, of numbers that are elsewhere. */
sh_status sh_sums(FFI_COUNTED_BY(n) const int32_t* restrict numbers,
                  FFI_OUT FFI_COUNTED_BY(n) int32_t* restrict sums, size_t n);
/** Adds numbers to others that are elsewhere, if there are any. */
sh_status sh_add_elsewhere(FFI_INOUT FFI_COUNTED_BY(n) int32_t* restrict to,
                           FFI_NULLABLE FFI_COUNTED_BY(m) const int32_t* more, size_t n, size_t m);
/** Moves a box by another one. */
void sh_move_by(FFI_INOUT sh_box* restrict box, const sh_box* restrict by);
/** Moves boxes by another one. */
void sh_move_all_by(FFI_INOUT FFI_COUNTED_BY(n) sh_box* restrict boxes, size_t n,
                    FFI_ONE const sh_box* restrict by);
/** Both are read alone. */
int64_t sh_scalar_product(FFI_COUNTED_BY(n) const int32_t* restrict a,
                          FFI_COUNTED_BY(n) const int32_t* restrict b, size_t n);
/** Three numbers each way. */
void sh_add_rotated(const int32_t from[restrict 3], FFI_INOUT int32_t to[restrict 3]);

/* ---- nothing said of more than one: raw only ---------------------------------------------------
 */

/** Two texts that belong to the library. */
sh_status sh_guess_two_names(FFI_OUT FFI_BORROWED_UNTIL(forever) const char* names[2]);
/* clang-format off */
sh_status sh_guess_names_by_two(FFI_OUT FFI_COUNTED_BY(2 * n) const char** names, size_t n);
/* clang-format on */
/** Two stores, or as many as there is room for. */
sh_status sh_guess_two_stores(FFI_OUT sh_store* stores[2]);
sh_status sh_guess_stores(FFI_OUT FFI_COUNTED_BY(n) sh_store** stores, size_t n);
/** A side that others change while it is looked at. */
typedef struct sh_gauge {
    _Atomic(sh_side) side;
} sh_gauge;
int32_t sh_guess_gauge(const sh_gauge* gauge);
/** Looks at boxes, whose size is said in bytes. */
typedef int32_t (*sh_boxes_seen)(void* user, FFI_SIZED_BY(size) const sh_box* boxes, size_t size);
/** What the closure makes of three: their `x` are 1, 2 and 3. */
int32_t sh_show_boxes(FFI_CALLBACK(user_data = user, lifetime = call) sh_boxes_seen seen,
                      void* user);
/** The same, where the type has no name, and another one's words hold. */
int32_t sh_show_boxes_too(FFI_CALLBACK(user_data = user, lifetime = call, type = sh_boxes_seen)
                              int32_t (*seen)(void* user, const sh_box* boxes, size_t size),
                          void* user);
/** Shows one box, and which it is of a thousand: the signature says no more than that of boxes. */
int32_t sh_guess_place(FFI_CALLBACK(user_data = user, lifetime = call)
                           int32_t (*seen)(void* user, const sh_box* box, size_t place),
                       void* user);
/** Shows an address, beside the closure's own. */
typedef void (*sh_data_seen)(void* data, void* user_data);
void sh_guess_data(FFI_CALLBACK(user_data = user, lifetime = call) sh_data_seen seen, void* user);
/** Changes numbers, whose size is said in bytes. */
typedef void (*sh_numbers_changed)(void* user,
                                   FFI_BORROWED FFI_INOUT FFI_SIZED_BY(size) int16_t* numbers,
                                   size_t size);
/** The sum of four that the closure changes: 1, 2, 3 and 4 before. */
int32_t sh_change_sized(FFI_CALLBACK(user_data = user, lifetime = call) sh_numbers_changed changed,
                        void* user);
#endif
