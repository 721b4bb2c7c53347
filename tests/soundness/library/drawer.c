/* A drawer, whose box moves at every change and which lends nothing but to callbacks. */
#include "core.h"

#include <string.h>

struct sh_drawer {
    sh_object object;
    sh_box* box; /* moves at every change */
    char* label; /* so does this */
    sh_event event;
    void* user;
};

static void move_box(sh_drawer* drawer) {
    sh_box* box = sh_new(sizeof *box, SH_UNCOUNTED);
    if (drawer->box)
        *box = *drawer->box;
    sh_free(drawer->box);
    drawer->box = box;
    if (drawer->label)
        sh_free(drawer->label);
    drawer->label = sh_copy_text("label", SH_UNCOUNTED);
}

sh_status sh_drawer_open(sh_drawer** drawer) {
    *drawer = sh_object_new(sizeof **drawer, SH_KIND_DOC, "drawer", SH_SEND, NULL, NULL);
    move_box(*drawer);
    return SH_OK;
}

void sh_drawer_close(sh_drawer* drawer) {
    if (!sh_begin_close(drawer, "drawer"))
        return;
    if (drawer->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    sh_free(drawer->box);
    sh_free(drawer->label);
    sh_end_close(drawer);
}

sh_status sh_drawer_move(sh_drawer* drawer, int32_t dx) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    move_box(drawer);
    drawer->box->x += dx;
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_look(const sh_drawer* drawer, sh_box* box) {
    if (!sh_enter(drawer, "drawer", SH_READS))
        return SH_GONE;
    *box = *drawer->box;
    sh_leave(drawer, SH_READS);
    return SH_OK;
}

int32_t sh_drawer_x(const sh_drawer* drawer) {
    sh_box box;
    return sh_drawer_look(drawer, &box) == SH_OK ? box.x : 0;
}

sh_status sh_drawer_show(const sh_drawer* drawer, sh_visit visit, void* user) {
    if (!sh_enter(drawer, "drawer", SH_READS))
        return SH_GONE;
    const sh_box* box = drawer->box;
    visit(user, box, 0);
    if (!sh_is_alive(drawer) || drawer->box != box)
        sh_report(SH_FAULT_MOVED, "the drawer changed while its box was shown");
    sh_leave(drawer, SH_READS);
    return SH_OK;
}

sh_status sh_drawer_update(sh_drawer* drawer, sh_edit edit, void* user) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    edit(user, drawer->box);
    if (!sh_is_alive(drawer)) {
        sh_report(SH_FAULT_MOVED, "the drawer was closed while its box was shown");
        return SH_GONE;
    }
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_edit(const sh_drawer* drawer, sh_edit edit, void* user) {
    if (!sh_enter(drawer, "drawer", SH_READS))
        return SH_GONE;
    sh_box* box = drawer->box;
    const sh_box before = *box;
    sh_box shown = before;
    edit(user, &shown);
    if (memcmp(box, &before, sizeof before) != 0)
        sh_report(SH_FAULT_MOVED, "the box changed while another could be made of it");
    *box = shown;
    sh_leave(drawer, SH_READS);
    return SH_OK;
}

sh_status sh_drawer_report(sh_drawer* drawer, sh_report_drawer report, void* user) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    sh_yield(drawer, SH_WRITES);
    report(user, drawer, drawer->box, drawer->label, (const uint8_t*)drawer->label, 5);
    sh_resume(drawer, SH_WRITES);
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_adjust(sh_drawer* drawer, sh_adjust adjust, void* user) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    sh_yield(drawer, SH_WRITES);
    adjust(user, drawer, drawer->box);
    sh_resume(drawer, SH_WRITES);
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_swap(sh_drawer* drawer, sh_drawer* other) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    const bool both = sh_enter(other, "drawer", SH_WRITES); /* the same twice is two writers */
    if (both) {
        sh_box* box = drawer->box;
        drawer->box = other->box;
        other->box = box;
        sh_leave(other, SH_WRITES);
    }
    sh_leave(drawer, SH_WRITES);
    return both ? SH_OK : SH_GONE;
}

int32_t sh_drawer_follow(sh_drawer* drawer, const sh_drawer* other) {
    sh_drawer_gather(drawer, &other, 1);
    return other->box->x;
}

sh_status sh_drawer_gather(sh_drawer* drawer, const sh_drawer* const* others, size_t n) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    for (size_t i = 0; i < n; i++)
        if (sh_enter(others[i], "drawer", SH_READS)) {
            drawer->box->x += others[i]->box->x;
            sh_leave(others[i], SH_READS);
        }
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_off_touch(sh_drawer* drawer) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    if (drawer->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    drawer->event = NULL;
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_on_touch(sh_drawer* drawer, sh_event event, void* user) {
    const sh_status status = sh_drawer_off_touch(drawer);
    if (status != SH_OK || !sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    drawer->event = event;
    drawer->user = user;
    sh_count(SH_KIND_REGISTRATION, 1);
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}

sh_status sh_drawer_touch(sh_drawer* drawer, int64_t number) {
    if (!sh_enter(drawer, "drawer", SH_WRITES))
        return SH_GONE;
    if (drawer->event)
        drawer->event(drawer->user, "touched", number);
    sh_leave(drawer, SH_WRITES);
    return SH_OK;
}
