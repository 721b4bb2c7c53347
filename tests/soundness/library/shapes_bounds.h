/* Numbers of which not every value is taken, in arrays and from closures. Part of shapes.h. */
#ifndef SH_SHAPES_BOUNDS_H
#define SH_SHAPES_BOUNDS_H
#include "shapes.h"

/** Sum of what C has at these places. */
int64_t sh_pick(FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const int32_t* places, size_t n);
/** The same, if there are any. */
int64_t sh_pick_perhaps(FFI_NULLABLE FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const uint8_t* places,
                        uint8_t n);
/** Places and a panel: sums what C has at all of them. */
int64_t sh_pick_beside(const sh_panel* panel,
                       FFI_COUNTED_BY(n) FFI_RANGE(0, 9) const int32_t* places, size_t n,
                       FFI_COUNTED_BY(m) const int32_t* more, size_t m);
/** Halves levels where they are. */
sh_status sh_halve(FFI_INOUT FFI_COUNTED_BY(n) FFI_RANGE(0, 1) float* levels, uint16_t n);
/** A switch, at a port. */
int32_t sh_switch(FFI_RANGE(0, 1) int32_t on, int32_t port);
/** Three places. */
int64_t sh_pick_three(FFI_RANGE(0, 9) const int32_t places[3]);
/** Moves a place on. */
sh_status sh_step(FFI_INOUT FFI_RANGE(0, 9) int32_t* place);

/** How good something is: never 0. */
typedef enum FFI_CLOSED sh_grade {
    SH_GRADE_POOR = 1,
    SH_GRADE_FAIR = 2,
    SH_GRADE_FINE = 5
} sh_grade;
typedef sh_grade (*sh_judge)(int32_t number, void* user);
/** What C has for the grade that the closure gives. */
int32_t sh_judged(int32_t number, FFI_CALLBACK(user_data = user, lifetime = call) sh_judge judge,
                  void* user);
/** What C looks up by the grade in it. */
typedef struct sh_grading {
    sh_grade grade;
} sh_grading;
int32_t sh_worth(const sh_grading* grading);
typedef sh_panel (*sh_builder)(void* user);
/** What C has at the slot of the panel that the closure gives. */
int32_t sh_built(FFI_CALLBACK(user_data = user, lifetime = call) sh_builder builder, void* user);
typedef void (*sh_tuner)(FFI_INOUT sh_panel* panel, void* user);
/** What C has at the slot of the panel that the closure changes. */
int32_t sh_tuned(FFI_CALLBACK(user_data = user, lifetime = call) sh_tuner tuner, void* user);

/** Slots behind a number of rows, of which there are three at most. */
typedef struct sh_shelf {
    FFI_RANGE(0, 3) uint32_t rows;
    uint32_t n;
    FFI_COUNTED_BY(n) int32_t slots[];
} sh_shelf;
int32_t sh_shelf_read(const sh_shelf* shelf);

/** Sum of letters. */
uint64_t sh_sum_wide(FFI_COUNTED_BY(n) const wchar_t* letters, size_t n);
/** Letters before the first 0. */
uint64_t sh_length_wide(FFI_TERMINATED_BY(0) const wchar_t* letters);
/** 1, 2, 3 and so on. */
sh_status sh_count_wide(FFI_OUT FFI_COUNTED_BY(n) wchar_t* letters, size_t n);
/** How many are true. */
uint32_t sh_count_true(FFI_COUNTED_BY(n) const bool* flags, size_t n);
/** Turns each around. */
sh_status sh_turn_around(FFI_INOUT FFI_COUNTED_BY(n) bool* flags, size_t n);
/** Squares, and halves if there is room for them. */
int64_t sh_squares(FFI_COUNTED_BY(n) const int32_t* numbers,
                   FFI_NULLABLE FFI_OUT FFI_COUNTED_BY(n) double* halves, size_t n);
/** Numbers that few languages have: none of these has a safe form. */
double sh_sum_long_doubles(FFI_COUNTED_BY(n) const long double* numbers, size_t n);
sh_status sh_long_double(FFI_OUT long double* number);

#endif
