/* Functions that the process keeps, and those that are called once. */
#include "doc.h"

#include <stdlib.h>

static sh_listeners watchers = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static sh_listeners told = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static pthread_mutex_t hook_mutex = PTHREAD_MUTEX_INITIALIZER;
static sh_event hook;
static void* hook_user;
static sh_log log_hook;

sh_status sh_watch(sh_event event, void* user) {
    sh_listeners_add(&watchers, (sh_listener){.shape = SH_BY_PAIR, .event = event, .user = user});
    return SH_OK;
}

sh_status sh_unwatch(sh_event event, void* user) {
    sh_listener* found;
    const sh_listener like = {.event = event, .user = user};
    const size_t count = sh_listeners_take(&watchers, SH_BY_PAIR, &like, &found);
    free(found);
    return count ? SH_OK : sh_because(SH_MISSING, "nothing like it watches");
}

sh_status sh_tell_nobody(void) {
    sh_listener* found;
    sh_listeners_of(&told, ~0u, true, &found);
    free(found);
    return SH_OK;
}

sh_status sh_tell(sh_event event, void* user) {
    sh_tell_nobody();
    sh_listeners_add(&told, (sh_listener){.shape = SH_BY_OBJECT, .event = event, .user = user});
    return SH_OK;
}

sh_status sh_announce(int64_t number) {
    sh_listener* found;
    size_t count = sh_listeners_of(&watchers, ~0u, false, &found);
    sh_listeners_call(found, count, "announced", number);
    count = sh_listeners_of(&told, ~0u, false, &found);
    sh_listeners_call(found, count, "told", number);
    return SH_OK;
}

typedef struct later {
    uint32_t delay;
    sh_event event;
    void* user;
} later;

static void call_later(void* argument) {
    const later one = *(later*)argument;
    free(argument);
    sh_sleep(one.delay);
    one.event(one.user, "later", one.delay);
    sh_count(SH_KIND_REGISTRATION, -1);
}

sh_status sh_later(uint32_t delay, sh_event event, void* user) {
    if (delay > 10000)
        return sh_because(SH_INVALID, "that late?");
    later* one = malloc(sizeof *one);
    if (!one)
        abort();
    *one = (later){delay, event, user};
    sh_count(SH_KIND_REGISTRATION, 1);
    sh_start(call_later, one);
    return SH_OK;
}

sh_status sh_twice(sh_event event, void* user) {
    event(user, "first", 1);
    event(user, "second", 2);
    return SH_OK;
}

void sh_set_hook(sh_event event, void* user) {
    pthread_mutex_lock(&hook_mutex);
    sh_count(SH_KIND_REGISTRATION, (event != NULL) - (hook != NULL));
    hook = event;
    hook_user = user;
    pthread_mutex_unlock(&hook_mutex);
}

void sh_set_log(sh_log log) {
    pthread_mutex_lock(&hook_mutex);
    sh_count(SH_KIND_REGISTRATION, (log != NULL) - (log_hook != NULL));
    log_hook = log;
    pthread_mutex_unlock(&hook_mutex);
}

sh_status sh_run_hooks(int64_t number) {
    pthread_mutex_lock(&hook_mutex);
    const sh_event event = hook;
    void* user = hook_user;
    const sh_log log = log_hook;
    pthread_mutex_unlock(&hook_mutex);
    if (event)
        event(user, "hook", number);
    if (log)
        log("logged");
    return SH_OK;
}

static void run_hooks(void* argument) { sh_run_hooks(*(int64_t*)argument); }

sh_status sh_run_hooks_elsewhere(int64_t number) {
    sh_run_elsewhere(run_hooks, &number);
    return SH_OK;
}

/* A library that has something to say while the process ends, when the caller's language may be
 * gone. */
__attribute__((destructor)) static void say_last_words(void) {
    if (!getenv("SHAPES_LAST_WORDS"))
        return;
    sh_announce(-1);
    sh_run_hooks(-1);
    sh_run_hooks_elsewhere(-1);
}

sh_status sh_doc_off_touch(sh_doc* doc) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    if (doc->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    doc->event = NULL;
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}

sh_status sh_doc_on_touch(sh_doc* doc, sh_event event, void* user) {
    const sh_status status = sh_doc_off_touch(doc);
    if (status != SH_OK || !sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    doc->event = event;
    doc->user = user;
    sh_count(SH_KIND_REGISTRATION, 1);
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}

sh_status sh_doc_touch(sh_doc* doc, int64_t number) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    if (doc->event)
        doc->event(doc->user, doc->name, number);
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}
