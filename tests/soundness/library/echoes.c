/* Gives parts of what it was given, and memory that changes. */
#include "core.h"

#include <stdio.h>
#include <string.h>

const char* sh_text_behind(const char* text, char mark) {
    const char* found = strchr(text, mark);
    return found ? found + 1 : text;
}

const char* sh_in_words(int32_t number) {
    static _Thread_local char words[64];
    snprintf(words, sizeof words, "the number %d", (int)number);
    return words;
}

const double* sh_rest(const double* numbers, size_t n, size_t* left) {
    size_t i = 0;
    while (i < n && numbers[i] >= 0)
        i++;
    i += i < n;
    *left = n - i;
    return numbers + i;
}

enum { NEEDLES = 4 };
struct sh_meter {
    sh_object object;
    volatile uint32_t* needles;
};

sh_status sh_meter_open(sh_meter** meter) {
    sh_meter* made = sh_object_new(sizeof *made, SH_KIND_OTHER, "meter", SH_SEND, NULL, NULL);
    made->needles = sh_new(NEEDLES * sizeof *made->needles, SH_UNCOUNTED);
    *meter = made;
    return SH_OK;
}

void sh_meter_close(sh_meter* meter) {
    if (!sh_begin_close(meter, "meter"))
        return;
    sh_delete((void*)meter->needles, 0);
    sh_end_close(meter);
}

const volatile uint32_t* sh_meter_needles(const sh_meter* meter) { return meter->needles; }

void sh_meter_tick(const sh_meter* meter) {
    for (int i = 0; i < NEEDLES; i++)
        meter->needles[i] += 1;
}

void sh_meter_watch(sh_meter* meter, sh_needles watch, void* user) {
    if (!sh_enter(meter, "meter", SH_WRITES))
        return;
    watch(user, meter->needles, NEEDLES);
    sh_leave(meter, SH_WRITES);
}

sh_status sh_meter_bands(sh_meter* meter, uint32_t** low, size_t* lows, uint32_t** high,
                         size_t* highs) {
    if (!sh_enter(meter, "meter", SH_WRITES))
        return SH_GONE;
    *low = (uint32_t*)meter->needles;
    *high = *low + 1;
    *lows = *highs = NEEDLES - 1;
    sh_leave(meter, SH_WRITES);
    return SH_OK;
}

int64_t sh_respelled(int32_t letter, sh_respell respell, void* user) {
    const int64_t first = respell(user, L'x');
    return first + respell(user, (wchar_t)letter);
}

uint32_t sh_sign_length(const sh_sign* plate) {
    uint32_t length = 0;
    while (length < 4 && plate->name[length])
        length++;
    return length;
}

sh_knot sh_knot_of(uint8_t byte) {
    sh_knot knot;
    memset(&knot, byte, sizeof knot);
    return knot;
}

bool sh_knot_is_tied(const sh_knot* knot) { return knot->tied; }

int64_t sh_apportion(sh_portioned portioned, void* user) {
    const sh_portion portion = {2.5L, 3};
    return portioned(user, portion);
}

int64_t sh_measure(sh_measured measured, void* user) { return measured(user, 2.5L); }
