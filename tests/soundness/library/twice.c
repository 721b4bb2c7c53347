/* What C gives closures more than once. */
#include "core.h"

sh_status sh_store_twice(sh_store* store, sh_with_two with, void* user) {
    if (!sh_enter(store, "store", SH_WRITES))
        return SH_GONE;
    sh_yield(store, SH_WRITES);
    with(user, store, store);
    sh_resume(store, SH_WRITES);
    sh_leave(store, SH_WRITES);
    return SH_OK;
}

sh_status sh_store_open_up(const sh_store* store, sh_with_store with, void* user) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    sh_yield(store, SH_READS);
    with(user, (sh_store*)store);
    sh_resume(store, SH_READS);
    sh_leave(store, SH_READS);
    return SH_OK;
}

sh_status sh_store_each(const sh_store* store, sh_map map, void* user) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    map(user, 0);
    sh_leave(store, SH_READS);
    return SH_OK;
}

sh_status sh_store_beside(sh_store* store, const sh_store* other, sh_with_store with, void* user) {
    if (!sh_enter(store, "store", SH_WRITES))
        return SH_GONE;
    if (!sh_enter(other, "store", SH_READS)) {
        sh_leave(store, SH_WRITES);
        return SH_GONE;
    }
    sh_yield(store, SH_WRITES);
    with(user, store);
    sh_resume(store, SH_WRITES);
    sh_leave(other, SH_READS);
    sh_leave(store, SH_WRITES);
    return SH_OK;
}

static int64_t sum_of(const sh_box* box) { return (int64_t)box->x + box->y + box->w + box->h; }

int64_t sh_edit_boxes(sh_edit_two edit, void* user, bool same) {
    sh_box boxes[2] = {{.x = 1}, {.x = 1}};
    edit(user, &boxes[0], &boxes[same ? 0 : 1]);
    return sum_of(&boxes[0]) + sum_of(&boxes[1]);
}

int64_t sh_edit_box_beside(sh_edit_beside edit, void* user, bool same) {
    sh_box boxes[2] = {{.x = 1}, {.x = 1}};
    edit(user, &boxes[0], &boxes[same ? 0 : 1]);
    return sum_of(&boxes[0]) + sum_of(&boxes[1]);
}

int64_t sh_edit_bytes(sh_edit_bytes_two edit, void* user, uint32_t apart) {
    uint8_t bytes[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    edit(user, bytes, 4, bytes + apart, 4);
    int64_t sum = 0;
    for (uint32_t i = 0; i < sizeof bytes; i++)
        sum += bytes[i];
    return sum;
}

static sh_box only_box;
static uint8_t only_label[] = "-label";

int64_t sh_edit_only(sh_edit_lasting edit, void* user) {
    edit(user, &only_box);
    return sum_of(&only_box);
}

int64_t sh_look_only(sh_visit visit, void* user) {
    visit(user, &only_box, 0);
    return sum_of(&only_box);
}

static int64_t sum_of_label(void) {
    int64_t sum = 0;
    for (size_t i = 0; i < sizeof only_label; i++)
        sum += only_label[i];
    return sum;
}

int64_t sh_label_edit(sh_edit_label edit, void* user) {
    edit(user, only_label, sizeof only_label - 1, (const char*)only_label + 1);
    return sum_of_label();
}

int64_t sh_label_read(sh_read_label read, void* user) {
    read(user, (const char*)only_label + 1);
    return sum_of_label();
}
