/* Closures of parts, of objects that count their owners, and of what waits for them. */
#include "core.h"

typedef struct hook {
    sh_turned turned;
    void* user;
} hook;

static void set(hook* at, sh_turned turned, void* user) {
    sh_count(SH_KIND_REGISTRATION, (turned != NULL) - (at->turned != NULL));
    *at = (hook){turned, user};
}

static void call(const hook* at, int64_t number) {
    if (at->turned)
        at->turned(at->user, number);
}

/* ---- a organ and its pipes ---- */

enum { PIPES = 3 };
struct sh_pipe {
    sh_object object;
    hook turned;
};
struct sh_organ {
    sh_object object;
    sh_pipe* pipes[PIPES];
};

sh_status sh_organ_open(sh_organ** organ) {
    *organ = sh_object_new(sizeof **organ, SH_KIND_OTHER, "organ", SH_SEND, NULL, NULL);
    for (int i = 0; i < PIPES; i++)
        (*organ)->pipes[i] =
            sh_object_new(sizeof(sh_pipe), SH_KIND_OTHER, "pipe", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_organ_close(sh_organ* organ) {
    if (!sh_begin_close(organ, "organ"))
        return;
    for (int i = 0; i < PIPES; i++) {
        set(&organ->pipes[i]->turned, NULL, NULL);
        sh_object_close(organ->pipes[i], "pipe");
    }
    sh_end_close(organ);
}

sh_pipe* sh_organ_pipe(sh_organ* organ, uint32_t index) {
    if (!sh_enter(organ, "organ", SH_WRITES))
        return NULL;
    sh_pipe* pipe = organ->pipes[index % PIPES];
    sh_leave(organ, SH_WRITES);
    return pipe;
}

sh_status sh_organ_turn(sh_organ* organ, int64_t number) {
    if (!sh_enter(organ, "organ", SH_WRITES))
        return SH_GONE;
    for (int i = 0; i < PIPES; i++)
        call(&organ->pipes[i]->turned, number);
    sh_leave(organ, SH_WRITES);
    return SH_OK;
}

sh_status sh_organ_pair(sh_organ* organ, sh_pipes pipes, void* user) {
    if (!sh_enter(organ, "organ", SH_WRITES))
        return SH_GONE;
    pipes(user, organ->pipes[0], organ->pipes[0]);
    sh_leave(organ, SH_WRITES);
    return SH_OK;
}

sh_status sh_pipe_work(sh_pipe* pipe, int32_t ms) {
    if (!sh_enter(pipe, "pipe", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(pipe, SH_WRITES);
    return SH_OK;
}

sh_status sh_pipe_on_turn(sh_pipe* pipe, sh_turned turned, void* user) {
    if (!sh_enter(pipe, "pipe", SH_WRITES))
        return SH_GONE;
    set(&pipe->turned, turned, user);
    sh_leave(pipe, SH_WRITES);
    return SH_OK;
}

sh_status sh_pipe_off_turn(sh_pipe* pipe) { return sh_pipe_on_turn(pipe, NULL, NULL); }

/* ---- a gong ---- */

typedef struct waiting_hook {
    hook hook;
    pthread_mutex_t mutex;
    pthread_cond_t over;
    pthread_t thread;
    int running;
} waiting_hook;
struct sh_gong {
    sh_object object;
    waiting_hook struck, echoed;
};

static void prepare(waiting_hook* at) {
    pthread_mutex_init(&at->mutex, NULL);
    pthread_cond_init(&at->over, NULL);
}

/** Waits for other threads, with the mutex. */
static void wait_for_others(waiting_hook* at) {
    while (at->running && !pthread_equal(at->thread, pthread_self()))
        pthread_cond_wait(&at->over, &at->mutex);
}

static sh_status set_waiting(sh_gong* gong, waiting_hook* at, sh_turned turned, void* user) {
    if (!sh_enter(gong, "gong", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&at->mutex);
    wait_for_others(at);
    set(&at->hook, turned, user);
    pthread_mutex_unlock(&at->mutex);
    sh_leave(gong, SH_WRITES);
    return SH_OK;
}

sh_status sh_gong_open(sh_gong** gong) {
    *gong = sh_object_new(sizeof **gong, SH_KIND_OTHER, "gong", SH_SAFE, NULL, NULL);
    prepare(&(*gong)->struck);
    prepare(&(*gong)->echoed);
    return SH_OK;
}

void sh_gong_close(sh_gong* gong) {
    if (!sh_begin_close(gong, "gong"))
        return;
    set(&gong->struck.hook, NULL, NULL);
    set(&gong->echoed.hook, NULL, NULL);
    sh_end_close(gong);
}

sh_status sh_gong_on(sh_gong* gong, sh_turned struck, void* user) {
    return set_waiting(gong, &gong->struck, struck, user);
}

sh_status sh_gong_off(sh_gong* gong) { return set_waiting(gong, &gong->struck, NULL, NULL); }

sh_status sh_gong_on_echo(sh_gong* gong, sh_turned echoed, void* user) {
    return set_waiting(gong, &gong->echoed, echoed, user);
}

sh_status sh_gong_off_echo(sh_gong* gong) { return set_waiting(gong, &gong->echoed, NULL, NULL); }

sh_status sh_gong_strike(sh_gong* gong, int64_t number) {
    if (!sh_enter(gong, "gong", SH_WRITES))
        return SH_GONE;
    waiting_hook* at = &gong->struck;
    pthread_mutex_lock(&at->mutex);
    wait_for_others(at);
    const hook struck = at->hook;
    at->running++;
    at->thread = pthread_self();
    pthread_mutex_unlock(&at->mutex);
    call(&struck, number);
    pthread_mutex_lock(&at->mutex);
    at->running--;
    pthread_cond_broadcast(&at->over);
    pthread_mutex_unlock(&at->mutex);
    sh_leave(gong, SH_WRITES);
    return SH_OK;
}

/* ---- a badge ---- */

struct sh_badge {
    sh_object object;
    atomic_uint owners;
    hook shown;
};

sh_status sh_badge_create(sh_badge** badge) {
    *badge = sh_object_new(sizeof **badge, SH_KIND_OTHER, "badge", SH_SAFE, NULL, NULL);
    (*badge)->owners = 1;
    return SH_OK;
}

void sh_badge_ref(sh_badge* badge) { badge->owners++; }

void sh_badge_unref(sh_badge* badge) {
    if (--badge->owners != 0 || !sh_begin_close(badge, "badge"))
        return;
    set(&badge->shown, NULL, NULL);
    sh_end_close(badge);
}

sh_badge* sh_badge_again(sh_badge* badge) {
    sh_badge_ref(badge);
    return badge;
}

sh_status sh_badge_on_show(sh_badge* badge, sh_turned shown, void* user) {
    if (!sh_enter(badge, "badge", SH_WRITES))
        return SH_GONE;
    set(&badge->shown, shown, user);
    sh_leave(badge, SH_WRITES);
    return SH_OK;
}

sh_status sh_badge_off_show(sh_badge* badge) { return sh_badge_on_show(badge, NULL, NULL); }

sh_status sh_badge_show(sh_badge* badge, int64_t number) {
    if (!sh_enter(badge, "badge", SH_WRITES))
        return SH_GONE;
    call(&badge->shown, number);
    sh_leave(badge, SH_WRITES);
    return SH_OK;
}

/* ---- an atlas, and a town that has what is found ---- */

enum { HEIGHTS = 4, HOUSES = 7 };
struct sh_street {
    sh_object object;
};
struct sh_town {
    sh_object object;
    sh_street* street;
    float* heights;
};
struct sh_atlas {
    sh_object object;
};

sh_status sh_atlas_open(sh_atlas** atlas) {
    *atlas = sh_object_new(sizeof **atlas, SH_KIND_OTHER, "atlas", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_atlas_close(sh_atlas* atlas) { sh_object_close(atlas, "atlas"); }

sh_status sh_town_open(sh_town** town) {
    *town = sh_object_new(sizeof **town, SH_KIND_OTHER, "town", SH_SEND, NULL, NULL);
    (*town)->street =
        sh_object_new(sizeof(sh_street), SH_KIND_OTHER, "street", SH_SEND, NULL, NULL);
    (*town)->heights = sh_new(sizeof(float) * HEIGHTS, SH_UNCOUNTED);
    for (int i = 0; i < HEIGHTS; i++)
        (*town)->heights[i] = 1.5F;
    return SH_OK;
}

void sh_town_close(sh_town* town) {
    if (!sh_begin_close(town, "town"))
        return;
    sh_object_close(town->street, "street");
    sh_free(town->heights);
    sh_end_close(town);
}

const sh_street* sh_atlas_street(const sh_atlas* atlas, const sh_town* town) {
    if (!sh_enter(atlas, "atlas", SH_READS))
        return NULL;
    sh_leave(atlas, SH_READS);
    if (!sh_enter(town, "town", SH_READS))
        return NULL;
    sh_leave(town, SH_READS);
    return town->street;
}

struct sh_hamlet {
    sh_object object;
    sh_street* street;
};

sh_status sh_hamlet_open(sh_hamlet** hamlet) {
    *hamlet = sh_object_new(sizeof **hamlet, SH_KIND_OTHER, "hamlet", SH_SEND, NULL, NULL);
    (*hamlet)->street =
        sh_object_new(sizeof(sh_street), SH_KIND_OTHER, "street", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_hamlet_close(sh_hamlet* hamlet) {
    if (!sh_begin_close(hamlet, "hamlet"))
        return;
    sh_object_close(hamlet->street, "street");
    sh_end_close(hamlet);
}

const sh_street* sh_hamlet_street(const sh_hamlet* hamlet) {
    if (!sh_enter(hamlet, "hamlet", SH_READS))
        return NULL;
    sh_leave(hamlet, SH_READS);
    return hamlet->street;
}

const sh_street* sh_atlas_lane(const sh_atlas* atlas, const sh_hamlet* hamlet) {
    if (!sh_enter(atlas, "atlas", SH_READS))
        return NULL;
    sh_leave(atlas, SH_READS);
    return sh_hamlet_street(hamlet);
}

sh_status sh_visit_hamlet(sh_stroll stroll, void* user) {
    sh_hamlet* hamlet = NULL;
    sh_hamlet_open(&hamlet);
    stroll(user, hamlet);
    sh_hamlet_close(hamlet);
    return SH_OK;
}

const sh_street* sh_atlas_known(const sh_atlas* atlas, const sh_town* town) {
    return sh_atlas_street(atlas, town);
}

const float* sh_atlas_heights(const sh_atlas* atlas, const sh_town* town, size_t* count) {
    *count = HEIGHTS;
    return sh_atlas_street(atlas, town) ? town->heights : NULL;
}

int32_t sh_street_houses(const sh_street* street) {
    if (!sh_enter(street, "street", SH_READS))
        return -1;
    sh_leave(street, SH_READS);
    return HOUSES;
}

sh_status sh_town_grow(sh_town* town, int32_t ms) {
    if (!sh_enter(town, "town", SH_WRITES))
        return SH_GONE;
    if (!sh_enter(town->street, "street", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(town->street, SH_WRITES);
    sh_leave(town, SH_WRITES);
    return SH_OK;
}

static void told_nothing(void) {
    sh_report(SH_FAULT_VALUE, "a function was called that the header does not explain");
}

char* sh_verse(void) {
    char* verse = sh_new(4, SH_UNCOUNTED);
    for (int i = 0; i < 3; i++)
        verse[i] = 'v';
    return verse;
}

void sh_verse_drop(const char* verse) { sh_free((void*)verse); }

void sh_guess_free_text(const sh_atlas* atlas, const char* text) {
    told_nothing(), (void)atlas, (void)text;
}

const sh_town* sh_guess_town(const sh_atlas* atlas) { return told_nothing(), (void)atlas, NULL; }
const sh_town* sh_guess_some_town(void) { return told_nothing(), NULL; }
sh_street* sh_guess_street(void) { return told_nothing(), NULL; }
sh_status sh_guess_given_town(const sh_atlas* atlas, const sh_town** town) {
    return told_nothing(), (void)atlas, *town = NULL, SH_GONE;
}
