/* What C gives that lies in what it was given, in memory that it writes again, or by two names.
 * Part of shapes.h. */
#ifndef SH_SHAPES_ECHOES_H
#define SH_SHAPES_ECHOES_H
#include "shapes.h"

/** What comes behind the first of these characters: a part of the text that was given. */
const char* sh_text_behind(const char* text, char mark);
/** The number in words, where the thread's last one stood. */
const char* sh_in_words(int32_t number);
/** The elements behind the first negative one: a part of those that were given. */
FFI_BORROWED FFI_COUNTED_BY(left) const
    double* sh_rest(FFI_COUNTED_BY(n) const double* numbers, size_t n, FFI_OUT size_t* left);

FFI_HANDLE(sh_meter, close = sh_meter_close, threads = send)
/** Measures, whoever looks. */
typedef struct sh_meter sh_meter;
sh_status sh_meter_open(FFI_OUT sh_meter** meter);
void sh_meter_close(sh_meter* meter);
/** Four needles, which move by themselves. */
FFI_BORROWED_UNTIL(close)
FFI_COUNTED_BY(4) const volatile uint32_t* sh_meter_needles(const sh_meter* meter);
/** Says where they are, and moves them meanwhile. */
typedef void (*sh_needles)(void* user, FFI_COUNTED_BY(n) const volatile uint32_t* needles,
                           size_t n);
void sh_meter_watch(sh_meter* meter,
                    FFI_CALLBACK(user_data = user, lifetime = call) sh_needles watch, void* user);
/** Lets time go by. */
void sh_meter_tick(const sh_meter* meter);
/** Two bands, of which the second begins within the first. */
sh_status sh_meter_bands(sh_meter* meter, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(lows) uint32_t** low,
                         FFI_OUT size_t* lows,
                         FFI_OUT FFI_BORROWED FFI_COUNTED_BY(highs) uint32_t** high,
                         FFI_OUT size_t* highs);

/** Is given one wide character after the other, and gives another for it. */
typedef wchar_t (*sh_respell)(void* user, wchar_t letter);
/** Sum of what it gives for an x and for this one. */
int64_t sh_respelled(int32_t letter,
                     FFI_CALLBACK(user_data = user, lifetime = call) sh_respell respell,
                     void* user);
/** A wide name with its NUL. */
typedef struct sh_sign {
    uint32_t number;
    wchar_t name[4];
} sh_sign;
/** Characters before the NUL; 4 where there is none. */
uint32_t sh_sign_length(const sh_sign* plate);

/** One of these, which nobody knows. */
typedef struct sh_pair {
    bool left, right;
} sh_pair;
typedef union sh_knot {
    bool tied;
    sh_pair ends;
    bool strands[3];
    uint8_t byte;
    uint32_t word;
} sh_knot;
/** One whose bytes are all this number. */
sh_knot sh_knot_of(uint8_t byte);
/** Whether it is tied, if it is one that can be. */
bool sh_knot_is_tied(const sh_knot* knot);

/** By value as no language but C has it. */
typedef struct sh_portion {
    long double grams;
    int32_t count;
} sh_portion;
typedef int64_t (*sh_portioned)(void* user, sh_portion portion);
/** What it gives for three. */
int64_t sh_apportion(FFI_CALLBACK(user_data = user, lifetime = call) sh_portioned portioned,
                     void* user);
typedef int64_t (*sh_measured)(void* user, long double length);
int64_t sh_measure(FFI_CALLBACK(user_data = user, lifetime = call) sh_measured measured,
                   void* user);
#endif
