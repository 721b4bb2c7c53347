/* Closures that C keeps: a umpire and a slogan of the process, beacons that count their owners, and
 * the shafts of looms. */
#include "core.h"

#include <stdlib.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* ---- a umpire ---- */

typedef struct umpire {
    sh_verdict verdict;
    void* user;
} umpire;
static umpire now, before;

static void take_office(umpire next) {
    pthread_mutex_lock(&mutex);
    sh_count(SH_KIND_REGISTRATION, (next.verdict != NULL) - (now.verdict != NULL));
    before = now;
    now = next;
    pthread_mutex_unlock(&mutex);
}

static int32_t ask(const umpire* whom, int64_t number) {
    pthread_mutex_lock(&mutex);
    const umpire asked = *whom;
    pthread_mutex_unlock(&mutex);
    return asked.verdict ? (int32_t)asked.verdict(asked.user, number) : -1;
}

sh_status sh_umpire_on(sh_verdict verdict, void* user, uint32_t linger) {
    take_office((umpire){verdict, user});
    sh_sleep(linger);
    return SH_OK;
}

sh_status sh_umpire_off(void) {
    take_office((umpire){NULL, NULL});
    return SH_OK;
}

int32_t sh_umpire(int64_t number) { return ask(&now, number); }
int32_t sh_umpire_stale(int64_t number) { return ask(&before, number); }

sh_status sh_umpire_elect(sh_verdict verdict, void* user) {
    const sh_status status = verdict(user, -1);
    if (status != SH_OK)
        return sh_because(SH_REFUSED, "this umpire says %d", (int)status);
    return sh_umpire_on(verdict, user, 0);
}

static sh_slogan slogan;

sh_status sh_set_slogan(sh_slogan next, bool refuse, uint32_t linger) {
    if (next)
        next(-1);
    if (refuse)
        return sh_because(SH_REFUSED, "the slogan stays");
    pthread_mutex_lock(&mutex);
    sh_count(SH_KIND_REGISTRATION, (next != NULL) - (slogan != NULL));
    slogan = next;
    pthread_mutex_unlock(&mutex);
    sh_sleep(linger);
    return SH_OK;
}

sh_status sh_run_slogan(int64_t number) {
    pthread_mutex_lock(&mutex);
    const sh_slogan said = slogan;
    pthread_mutex_unlock(&mutex);
    if (said)
        said(number);
    return SH_OK;
}

/* ---- who listens ---- */

typedef struct watcher {
    sh_lit lit;
    void* user;
    sh_destroy destroy;
} watcher;
enum { MOST_WATCHERS = 8 };
typedef struct watchers {
    watcher all[MOST_WATCHERS];
    unsigned count;
} watchers;

static sh_status add(watchers* to, watcher one) {
    pthread_mutex_lock(&mutex);
    const bool fits = to->count < MOST_WATCHERS;
    if (fits)
        to->all[to->count++] = one;
    pthread_mutex_unlock(&mutex);
    if (!fits)
        return sh_because(SH_REFUSED, "nobody else may listen");
    sh_count(SH_KIND_REGISTRATION, 1);
    return SH_OK;
}

static void tell(watchers* whom, int64_t number) {
    pthread_mutex_lock(&mutex);
    const watchers told = *whom;
    pthread_mutex_unlock(&mutex);
    for (unsigned i = 0; i < told.count; i++)
        told.all[i].lit(told.all[i].user, number);
}

static void dismiss(watchers* all) {
    sh_count(SH_KIND_REGISTRATION, -(int)all->count);
    for (unsigned i = 0; i < all->count; i++)
        if (all->all[i].destroy)
            all->all[i].destroy(all->all[i].user);
}

/* ---- beacons ---- */

struct sh_beacon {
    sh_object object;
    atomic_uint owners;
    watchers watchers;
};

sh_status sh_beacon_create(sh_beacon** beacon) {
    *beacon = sh_object_new(sizeof **beacon, SH_KIND_OTHER, "beacon", SH_SAFE, NULL, NULL);
    (*beacon)->owners = 1;
    return SH_OK;
}

void sh_beacon_ref(sh_beacon* beacon) { beacon->owners++; }

void sh_beacon_unref(sh_beacon* beacon) {
    if (--beacon->owners != 0 || !sh_begin_close(beacon, "beacon"))
        return;
    watchers last = beacon->watchers;
    sh_end_close(beacon);
    dismiss(&last);
}

static sh_status watch(sh_beacon* beacon, watcher one) {
    if (!sh_enter(beacon, "beacon", SH_WRITES))
        return SH_GONE;
    const sh_status status = add(&beacon->watchers, one);
    sh_leave(beacon, SH_WRITES);
    return status;
}

sh_status sh_beacon_watch(sh_beacon* beacon, sh_lit lit, void* user, sh_destroy destroy) {
    return watch(beacon, (watcher){lit, user, destroy});
}

sh_status sh_beacon_follow(sh_beacon* beacon, sh_lit lit, void* user) {
    return watch(beacon, (watcher){lit, user, NULL});
}

sh_status sh_beacon_light(sh_beacon* beacon, int64_t number) {
    if (!sh_enter(beacon, "beacon", SH_WRITES))
        return SH_GONE;
    tell(&beacon->watchers, number);
    sh_leave(beacon, SH_WRITES);
    return SH_OK;
}

static _Atomic(sh_beacon*) coast;

sh_status sh_coast_keep(sh_beacon* beacon) {
    sh_beacon_ref(beacon);
    sh_beacon* earlier = atomic_exchange(&coast, beacon);
    if (earlier)
        sh_beacon_unref(earlier);
    return SH_OK;
}

sh_status sh_coast_light(int64_t number) {
    sh_beacon* beacon = coast;
    return beacon ? sh_beacon_light(beacon, number) : sh_because(SH_MISSING, "no beacon is kept");
}

static void clear_coast(void* unused) {
    (void)unused;
    sh_beacon* earlier = atomic_exchange(&coast, NULL);
    if (earlier)
        sh_beacon_unref(earlier);
}

sh_status sh_coast_clear(void) {
    sh_run_elsewhere(clear_coast, NULL);
    return SH_OK;
}

/* ---- looms ---- */

enum { SHAFTS = 2 };
struct sh_shaft {
    sh_loom* loom;
    watchers watchers;
    struct sh_shaft* inner;
};
struct sh_loom {
    sh_object object;
    sh_shaft* shafts[SHAFTS];
};

static sh_shaft* new_shaft(sh_loom* loom, sh_shaft* inner) {
    sh_shaft* shaft = sh_new(sizeof *shaft, SH_UNCOUNTED);
    shaft->loom = loom;
    shaft->inner = inner;
    return shaft;
}

sh_status sh_loom_open(sh_loom** loom) {
    *loom = sh_object_new(sizeof **loom, SH_KIND_OTHER, "loom", SH_SEND, NULL, NULL);
    for (unsigned i = 0; i < SHAFTS; i++)
        (*loom)->shafts[i] = new_shaft(*loom, new_shaft(*loom, NULL));
    return SH_OK;
}

void sh_loom_close(sh_loom* loom) {
    if (!sh_begin_close(loom, "loom"))
        return;
    for (unsigned i = 0; i < SHAFTS; i++) {
        dismiss(&loom->shafts[i]->watchers);
        dismiss(&loom->shafts[i]->inner->watchers);
        sh_delete(loom->shafts[i]->inner, 0);
        sh_delete(loom->shafts[i], 0);
    }
    sh_end_close(loom);
}

sh_shaft* sh_loom_shaft(sh_loom* loom, uint32_t index) {
    if (!sh_enter(loom, "loom", SH_READS))
        return NULL;
    sh_shaft* shaft = index < SHAFTS ? loom->shafts[index] : NULL;
    sh_leave(loom, SH_READS);
    return shaft;
}

static sh_loom* loom_of(const sh_shaft* shaft) {
    if (sh_is_alive(shaft))
        return shaft->loom;
    sh_report(SH_FAULT_DEAD_USE, "a shaft is used after its loom was closed");
    return NULL;
}

sh_shaft* sh_shaft_inner(sh_shaft* shaft) { return loom_of(shaft) ? shaft->inner : NULL; }

sh_status sh_shaft_follow(sh_shaft* shaft, sh_lit lit, void* user) {
    sh_loom* loom = loom_of(shaft);
    if (!loom || !sh_enter(loom, "loom", SH_WRITES))
        return SH_GONE;
    const sh_status status = add(&shaft->watchers, (watcher){lit, user, NULL});
    sh_leave(loom, SH_WRITES);
    return status;
}

sh_status sh_loom_turn(sh_loom* loom, int64_t number) {
    if (!sh_enter(loom, "loom", SH_WRITES))
        return SH_GONE;
    for (unsigned i = 0; i < SHAFTS; i++) {
        tell(&loom->shafts[i]->watchers, number);
        if (loom->shafts[i]->inner)
            tell(&loom->shafts[i]->inner->watchers, number);
    }
    sh_leave(loom, SH_WRITES);
    return SH_OK;
}
