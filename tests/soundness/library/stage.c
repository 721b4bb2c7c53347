/* Tables of functions that are kept where they are. */
#include "core.h"

#include <stdlib.h>

enum { ACTORS = 16 };
typedef struct role {
    const sh_actor* actor;
    void* user;
} role;
struct sh_stage {
    sh_object object;
    pthread_mutex_t mutex;
    role roles[ACTORS];
    uint32_t count;
};

sh_status sh_stage_open(sh_stage** stage) {
    *stage = sh_object_new(sizeof **stage, SH_KIND_OTHER, "stage", SH_SAFE, NULL, NULL);
    pthread_mutex_init(&(*stage)->mutex, NULL);
    return SH_OK;
}

sh_status sh_stage_join(sh_stage* stage, const sh_actor* actor, void* user) {
    if (!actor->enter || !actor->speak)
        return sh_because(SH_INVALID, "an actor enters and speaks");
    if (!sh_enter(stage, "stage", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&stage->mutex);
    const bool fits = stage->count < ACTORS;
    if (fits)
        stage->roles[stage->count++] = (role){actor, user};
    pthread_mutex_unlock(&stage->mutex);
    if (fits)
        sh_count(SH_KIND_REGISTRATION, 1);
    sh_leave(stage, SH_WRITES);
    return fits ? SH_OK : sh_because(SH_REFUSED, "the stage is full");
}

sh_status sh_stage_audition(sh_stage* stage, const sh_actor* actor, void* user) {
    if (!sh_enter(stage, "stage", SH_WRITES))
        return SH_GONE;
    actor->speak(user, "audition", 0);
    sh_leave(stage, SH_WRITES);
    return sh_because(SH_REFUSED, "not good enough");
}

/** Takes one out, and copies its functions: from then on the record is its owner's again. */
static bool take(sh_stage* stage, const void* user, bool any, sh_actor* actor, void** taken) {
    bool found = false;
    pthread_mutex_lock(&stage->mutex);
    for (uint32_t i = 0; i < stage->count && !found; i++) {
        if (!any && stage->roles[i].user != user)
            continue;
        found = true;
        *actor = *stage->roles[i].actor;
        *taken = stage->roles[i].user;
        stage->roles[i] = stage->roles[--stage->count];
    }
    pthread_mutex_unlock(&stage->mutex);
    if (found)
        sh_count(SH_KIND_REGISTRATION, -1);
    return found;
}

sh_status sh_stage_send_off(sh_stage* stage, void* user) {
    sh_actor actor;
    if (!sh_enter(stage, "stage", SH_WRITES))
        return SH_GONE;
    const bool found = take(stage, user, false, &actor, &user);
    if (found && actor.leave)
        actor.leave(user, "leave", -1);
    sh_leave(stage, SH_WRITES);
    return found ? SH_OK : sh_because(SH_MISSING, "no such actor");
}

void sh_stage_close(sh_stage* stage) {
    if (!sh_begin_close(stage, "stage"))
        return;
    sh_actor actor;
    void* user;
    while (take(stage, NULL, true, &actor, &user))
        if (actor.leave)
            actor.leave(user, "leave", -2);
    sh_end_close(stage);
}

/** The functions of the actor at a place, while it is there. */
static bool at(sh_stage* stage, uint32_t place, sh_actor* actor, void** user) {
    pthread_mutex_lock(&stage->mutex);
    const bool there = place < stage->count;
    if (there) {
        *actor = *stage->roles[place].actor;
        *user = stage->roles[place].user;
    }
    pthread_mutex_unlock(&stage->mutex);
    return there;
}

sh_status sh_stage_play(sh_stage* stage, int64_t number) {
    if (!sh_enter(stage, "stage", SH_WRITES))
        return SH_GONE;
    sh_actor actor;
    void *user, *still;
    for (uint32_t place = 0; at(stage, place, &actor, &user); place++) {
        actor.enter(user, "enter", number);
        if (at(stage, place, &actor, &still) && still == user)
            actor.speak(user, "speak", number);
    }
    sh_leave(stage, SH_WRITES);
    return SH_OK;
}

typedef struct play {
    sh_stage* stage;
    int64_t number;
} play;

static void play_now(void* argument) {
    const play* one = argument;
    sh_stage_play(one->stage, one->number);
}

sh_status sh_stage_play_elsewhere(sh_stage* stage, int64_t number) {
    play one = {stage, number};
    if (!sh_enter(stage, "stage", SH_WRITES))
        return SH_GONE;
    sh_run_elsewhere(play_now, &one);
    sh_leave(stage, SH_WRITES);
    return SH_OK;
}

sh_status sh_stage_enroll(sh_stage* stage, const sh_actor* actor, void* user) {
    const sh_status status = sh_stage_join(stage, actor, user);
    if (status == SH_OK)
        actor->enter(user, "enroll", 0);
    return status;
}

static struct sh_stage choir = {.mutex = PTHREAD_MUTEX_INITIALIZER};

sh_status sh_choir_join(const sh_actor* actor, void* user) {
    pthread_mutex_lock(&choir.mutex);
    const bool fits = choir.count < ACTORS;
    if (fits)
        choir.roles[choir.count++] = (role){actor, user};
    pthread_mutex_unlock(&choir.mutex);
    if (fits)
        sh_count(SH_KIND_REGISTRATION, 1);
    return fits ? SH_OK : sh_because(SH_REFUSED, "the choir is full");
}

sh_status sh_choir_leave(void* user) {
    sh_actor actor;
    return take(&choir, user, false, &actor, &user) ? SH_OK
                                                    : sh_because(SH_MISSING, "no such singer");
}

sh_status sh_choir_sing(int64_t number) {
    sh_actor actor;
    void* user;
    for (uint32_t place = 0; at(&choir, place, &actor, &user); place++)
        actor.speak(user, "sing", number);
    return SH_OK;
}

uint32_t sh_stage_actors(const sh_stage* stage) {
    sh_stage* changeable = (sh_stage*)stage;
    if (!sh_enter(stage, "stage", SH_READS))
        return 0;
    pthread_mutex_lock(&changeable->mutex);
    const uint32_t count = stage->count;
    pthread_mutex_unlock(&changeable->mutex);
    sh_leave(stage, SH_READS);
    return count;
}
