/* Trusts what was checked before the call, and sees when it is something else. */
#include "core.h"

#include <stdlib.h>

static const int64_t at_place[10] = {1, 10, 100, 1000, 10000, 2, 20, 200, 2000, 20000};

static int64_t look_up(int32_t place) {
    if (place >= 0 && place < 10)
        return at_place[place];
    sh_report(SH_FAULT_VALUE, "place %d is none: it was changed after it was checked", (int)place);
    return 0;
}

int64_t sh_pick_slowly(const int32_t* places, size_t n, sh_reading reading, void* user) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        reading(user, (uint32_t)i);
        sum += look_up(places[i]);
    }
    return sum;
}

int64_t sh_step_slowly(int32_t* places, size_t n, sh_reading reading, void* user) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        reading(user, (uint32_t)i);
        sum += look_up(places[i]);
        places[i] = (places[i] + 1) % 10;
    }
    return sum;
}

int64_t sh_step_one_slowly(int32_t* place, sh_reading reading, void* user) {
    return sh_step_slowly(place, 1, reading, user);
}

int64_t sh_pick_three_slowly(const int32_t places[3], sh_reading reading, void* user) {
    return places == NULL ? -1 : sh_pick_slowly(places, 3, reading, user);
}

int64_t sh_panel_slowly(const sh_panel* panel, sh_reading reading, void* user) {
    reading(user, 0);
    return panel == NULL ? -1 : look_up(panel->dial.slot % 10 + (panel->dial.slot > 15 ? 10 : 0));
}

int64_t sh_panel_turn_slowly(sh_panel* panel, sh_reading reading, void* user) {
    const int64_t found = sh_panel_slowly(panel, reading, user);
    panel->dial.slot = (panel->dial.slot + 1) % 16;
    return found;
}

int64_t sh_panels_turn_slowly(sh_panel* panels, size_t n, sh_reading reading, void* user) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += sh_panel_turn_slowly(&panels[i], reading, user);
    return sum;
}

int64_t sh_count_slowly(const int32_t* numbers, sh_reading reading, void* user) {
    size_t known = 0;
    while (numbers[known] != 0)
        known++;
    for (uint32_t i = 0; i <= known; i++) {
        reading(user, i);
        if ((numbers[i] == 0) != (i == known))
            sh_report(SH_FAULT_MOVED, "the end of numbers changed while a callback ran");
    }
    return (int64_t)known;
}

static void apart(const void* one, size_t size, const void* other, size_t length) {
    const char *first = one, *second = other;
    if (first != NULL && second != NULL && first < second + length && second < first + size)
        sh_report(SH_FAULT_VALUE, "memory that C wants for itself is given twice");
}

sh_status sh_sums(const int32_t* restrict numbers, int32_t* restrict sums, size_t n) {
    apart(numbers, n * sizeof *numbers, sums, n * sizeof *sums);
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sums[i] = sum += numbers[i];
    return SH_OK;
}

sh_status sh_add_elsewhere(int32_t* restrict to, const int32_t* more, size_t n, size_t m) {
    apart(to, n * sizeof *to, more, m * sizeof *more);
    for (size_t i = 0; i < n && more != NULL && i < m; i++)
        to[i] += more[i];
    return SH_OK;
}

void sh_move_by(sh_box* restrict box, const sh_box* restrict by) {
    apart(box, sizeof *box, by, sizeof *by);
    box->x += by->x;
    box->y += by->y;
}

void sh_move_all_by(sh_box* restrict boxes, size_t n, const sh_box* restrict by) {
    apart(boxes, n * sizeof *boxes, by, sizeof *by);
    for (size_t i = 0; i < n; i++) {
        boxes[i].x += by->x;
        boxes[i].y += by->y;
    }
}

int64_t sh_scalar_product(const int32_t* restrict a, const int32_t* restrict b, size_t n) {
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (int64_t)a[i] * b[i];
    return sum;
}

void sh_add_rotated(const int32_t from[restrict 3], int32_t to[restrict 3]) {
    apart(from, 3 * sizeof *from, to, 3 * sizeof *to);
    for (int i = 0; i < 3; i++)
        to[i] += from[(i + 1) % 3];
}

sh_status sh_guess_two_names(const char* names[2]) {
    names[0] = names[1] = "";
    return SH_OK;
}

sh_status sh_guess_names_by_two(const char** names, size_t n) {
    for (size_t i = 0; i < 2 * n; i++)
        names[i] = "";
    return SH_OK;
}

sh_status sh_guess_two_stores(sh_store* stores[2]) { return sh_guess_stores(stores, 2); }

sh_status sh_guess_stores(sh_store** stores, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (sh_store_open("one of many", &stores[i]) != SH_OK)
            return SH_INVALID;
    return SH_OK;
}

int32_t sh_guess_gauge(const sh_gauge* gauge) { return (int32_t)look_up((int32_t)gauge->side); }

int32_t sh_show_boxes(sh_boxes_seen seen, void* user) {
    sh_box* boxes = calloc(3, sizeof *boxes);
    for (int32_t i = 0; boxes != NULL && i < 3; i++)
        boxes[i].x = i + 1;
    const int32_t made = boxes == NULL ? -1 : seen(user, boxes, 3 * sizeof *boxes);
    free(boxes);
    return made;
}

int32_t sh_show_boxes_too(int32_t (*seen)(void*, const sh_box*, size_t), void* user) {
    return sh_show_boxes(seen, user);
}

int32_t sh_guess_place(int32_t (*seen)(void*, const sh_box*, size_t), void* user) {
    const sh_box box = {.x = 1};
    return seen(user, &box, 999);
}

void sh_guess_data(sh_data_seen seen, void* user) {
    int32_t data = 0;
    seen(&data, user);
}

int32_t sh_change_sized(sh_numbers_changed changed, void* user) {
    int16_t* numbers = calloc(4, sizeof *numbers);
    int32_t sum = 0;
    for (int16_t i = 0; numbers != NULL && i < 4; i++)
        numbers[i] = (int16_t)(i + 1);
    if (numbers != NULL)
        changed(user, numbers, 4 * sizeof *numbers);
    for (int i = 0; numbers != NULL && i < 4; i++)
        sum += numbers[i];
    free(numbers);
    return sum;
}
