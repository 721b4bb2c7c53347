/* Numbers of which not every value is taken. */
#include "core.h"
#include "shapes.h"

#include <string.h>

int64_t sh_pick(const int32_t* places, size_t n) {
    static const int64_t table[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (places[i] < 0 || places[i] > 9)
            sh_report(SH_FAULT_VALUE, "place %d of 10", (int)places[i]);
        else
            sum += table[places[i]];
    }
    return sum;
}

int64_t sh_pick_perhaps(const uint8_t* places, uint8_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        const int32_t place = places[i];
        sum += sh_pick(&place, 1);
    }
    return sum;
}

int64_t sh_pick_beside(const sh_panel* panel, const int32_t* places, size_t n, const int32_t* more,
                       size_t m) {
    int64_t sum = sh_panel_read(panel) + sh_pick(places, n);
    for (size_t i = 0; i < m; i++)
        sum += more[i];
    return sum;
}

sh_status sh_halve(float* levels, uint16_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!(levels[i] >= 0 && levels[i] <= 1))
            sh_report(SH_FAULT_VALUE, "a level of %g", (double)levels[i]);
        levels[i] /= 2;
    }
    return SH_OK;
}

int32_t sh_switch(int32_t on, int32_t port) {
    if (on < 0 || on > 1)
        sh_report(SH_FAULT_VALUE, "a switch at %d", (int)on);
    return on + port;
}

int64_t sh_pick_three(const int32_t places[3]) { return sh_pick(places, 3); }

sh_status sh_step(int32_t* place) {
    (void)sh_pick(place, 1);
    *place = (*place + 1) % 10;
    return SH_OK;
}

static int32_t worth_of(sh_grade grade) {
    static const int32_t worth[6] = {-1, 10, 20, -1, -1, 50};
    const int number = (int)grade;
    if (number >= 0 && number <= 5 && worth[number] > 0)
        return worth[number];
    sh_report(SH_FAULT_VALUE, "a grade of %d", number);
    return -1;
}
int32_t sh_judged(int32_t number, sh_judge judge, void* user) {
    return worth_of(judge(number, user));
}
int32_t sh_worth(const sh_grading* grading) { return worth_of(grading->grade); }

int32_t sh_built(sh_builder builder, void* user) {
    const sh_panel panel = builder(user);
    return sh_panel_read(&panel);
}

int32_t sh_tuned(sh_tuner tuner, void* user) {
    sh_panel panel = {.width = 1};
    tuner(&panel, user);
    return sh_panel_read(&panel);
}

int32_t sh_shelf_read(const sh_shelf* shelf) {
    if (shelf->rows > 3)
        sh_report(SH_FAULT_VALUE, "a shelf of %u rows", (unsigned)shelf->rows);
    return (int32_t)shelf->n;
}

uint64_t sh_sum_wide(const wchar_t* letters, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (uint64_t)letters[i];
    return sum;
}

uint64_t sh_length_wide(const wchar_t* letters) {
    uint64_t length = 0;
    while (letters[length] != 0)
        length++;
    return length;
}

sh_status sh_count_wide(wchar_t* letters, size_t n) {
    for (size_t i = 0; i < n; i++)
        letters[i] = (wchar_t)(i + 1);
    return SH_OK;
}

uint32_t sh_count_true(const bool* flags, size_t n) {
    static const uint32_t worth[2] = {0, 1};
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char byte;
        memcpy(&byte, &flags[i], 1);
        if (byte > 1)
            sh_report(SH_FAULT_VALUE, "a bool of %u", byte);
        else
            count += worth[byte];
    }
    return count;
}

sh_status sh_turn_around(bool* flags, size_t n) {
    (void)sh_count_true(flags, n);
    for (size_t i = 0; i < n; i++)
        flags[i] = !flags[i];
    return SH_OK;
}

int64_t sh_squares(const int32_t* numbers, double* halves, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (int64_t)numbers[i] * numbers[i];
        if (halves != NULL)
            halves[i] = numbers[i] / 2.0;
    }
    return sum;
}

double sh_sum_long_doubles(const long double* numbers, size_t n) {
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += numbers[i];
    return (double)sum;
}

sh_status sh_long_double(long double* number) {
    *number = 1;
    return SH_OK;
}
