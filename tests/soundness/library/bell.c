/* A bell of one thread, which one function rings on others all the same. */
#include "core.h"

struct sh_bell {
    sh_object object;
    sh_event event;
    void* user;
};
static _Atomic(sh_bell*) last;

sh_status sh_bell_open(sh_bell** bell) {
    *bell = sh_object_new(sizeof **bell, SH_KIND_OTHER, "bell", SH_CONFINED, NULL, NULL);
    last = *bell;
    return SH_OK;
}

void sh_bell_close(sh_bell* bell) {
    if (!sh_begin_close(bell, "bell"))
        return;
    if (bell->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    if (last == bell)
        last = NULL;
    sh_end_close(bell);
}

sh_status sh_bell_off_ring(sh_bell* bell) {
    if (!sh_enter(bell, "bell", SH_WRITES))
        return SH_GONE;
    if (bell->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    bell->event = NULL;
    sh_leave(bell, SH_WRITES);
    return SH_OK;
}

sh_status sh_bell_on_ring(sh_bell* bell, sh_event event, void* user) {
    const sh_status status = sh_bell_off_ring(bell);
    if (status != SH_OK || !sh_enter(bell, "bell", SH_WRITES))
        return SH_GONE;
    bell->event = event;
    bell->user = user;
    sh_count(SH_KIND_REGISTRATION, 1);
    sh_leave(bell, SH_WRITES);
    return SH_OK;
}

sh_status sh_bell_ring(sh_bell* bell, int64_t number) {
    if (!sh_enter(bell, "bell", SH_WRITES))
        return SH_GONE;
    if (bell->event)
        bell->event(bell->user, "ring", number);
    sh_leave(bell, SH_WRITES);
    return SH_OK;
}

void sh_toll(int64_t number) {
    const sh_bell* bell = last;
    if (bell && bell->event)
        bell->event(bell->user, "elsewhere", number);
}
