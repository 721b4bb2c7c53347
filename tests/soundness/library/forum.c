/* Texts that closures give, and texts and numbers that stand beside them. */
#include "core.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORATORS = 8 };
typedef struct seat {
    const sh_orator* orator;
    void* user;
    const char* motto; /* given at first */
    char* remembered;  /* what it was then */
} seat;
struct sh_forum {
    sh_object object;
    pthread_mutex_t mutex;
    seat seats[ORATORS];
    uint32_t count;
};

/** A text that grows up to a capacity. */
typedef struct writer {
    char* text;
    size_t capacity, size;
} writer;

__attribute__((format(printf, 2, 3))) static void add(writer* to, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const size_t left = to->size < to->capacity ? to->capacity - to->size : 0;
    const int wanted = vsnprintf(left ? to->text + to->size : NULL, left, format, arguments);
    va_end(arguments);
    to->size += wanted > 0 ? (size_t)wanted : 0;
}

static bool is_right(const sh_orator* orator) {
    if (orator->size != sizeof *orator || !orator->name || !orator->phrase || orator->rank > 10)
        sh_report(SH_FAULT_VALUE, "an orator of %u bytes and rank %d", (unsigned)orator->size,
                  (int)orator->rank);
    return orator->school == SH_SCHOOL_PLAIN || orator->school == SH_SCHOOL_ORNATE;
}

sh_status sh_forum_open(sh_forum** forum) {
    *forum = sh_object_new(sizeof **forum, SH_KIND_OTHER, "forum", SH_SAFE, NULL, NULL);
    pthread_mutex_init(&(*forum)->mutex, NULL);
    return SH_OK;
}

sh_status sh_forum_invite(sh_forum* forum, const sh_orator* orator, void* user) {
    if (!is_right(orator))
        return sh_because(SH_INVALID, "no such school: %d", (int)orator->school);
    if (!sh_enter(forum, "forum", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&forum->mutex);
    const bool fits = forum->count < ORATORS;
    if (fits)
        forum->seats[forum->count++] = (seat){orator, user, NULL, NULL};
    pthread_mutex_unlock(&forum->mutex);
    if (fits)
        sh_count(SH_KIND_REGISTRATION, 1);
    sh_leave(forum, SH_WRITES);
    return fits ? SH_OK : sh_because(SH_REFUSED, "the forum is full");
}

/** Takes one out: from then on nothing of it is read any more. */
static bool take(sh_forum* forum, const void* user, bool any) {
    bool found = false;
    pthread_mutex_lock(&forum->mutex);
    for (uint32_t i = 0; i < forum->count && !found; i++) {
        seat* one = &forum->seats[i];
        if (!any && one->user != user)
            continue;
        found = true;
        if (one->motto && strcmp(one->motto, one->remembered) != 0)
            sh_report(SH_FAULT_MOVED, "a motto became %s", one->motto);
        free(one->remembered);
        *one = forum->seats[--forum->count];
    }
    pthread_mutex_unlock(&forum->mutex);
    if (found)
        sh_count(SH_KIND_REGISTRATION, -1);
    return found;
}

sh_status sh_forum_dismiss(sh_forum* forum, void* user) {
    if (!sh_enter(forum, "forum", SH_WRITES))
        return SH_GONE;
    const bool found = take(forum, user, false);
    sh_leave(forum, SH_WRITES);
    return found ? SH_OK : sh_because(SH_MISSING, "no such orator");
}

void sh_forum_close(sh_forum* forum) {
    if (!sh_begin_close(forum, "forum"))
        return;
    while (take(forum, NULL, true)) {
    }
    sh_end_close(forum);
}

/** The orator at a place, while there is one. */
static bool at(sh_forum* forum, uint32_t place, seat* found) {
    pthread_mutex_lock(&forum->mutex);
    const bool there = place < forum->count;
    if (there)
        *found = forum->seats[place];
    pthread_mutex_unlock(&forum->mutex);
    return there;
}

/** Remembers the motto of an orator that is still there, and gives the first one. */
static const char* keep_motto(sh_forum* forum, const void* user, const char* motto) {
    pthread_mutex_lock(&forum->mutex);
    for (uint32_t i = 0; motto && i < forum->count; i++) {
        seat* one = &forum->seats[i];
        if (one->user != user)
            continue;
        if (!one->motto) {
            one->motto = motto;
            one->remembered = strdup(motto);
        }
        motto = one->motto;
    }
    pthread_mutex_unlock(&forum->mutex);
    return motto;
}

static void introduce(writer* to, const sh_orator* orator) {
    add(to, "%s%s%s (%d):", orator->title ? orator->title : "", orator->title ? " " : "",
        orator->name, (int)orator->rank);
}

sh_status sh_forum_hear(sh_forum* forum, int64_t number, char* text, size_t capacity) {
    if (!sh_enter(forum, "forum", SH_WRITES))
        return SH_GONE;
    writer to = {text, capacity, 0};
    seat seats[ORATORS];
    const char* phrases[ORATORS];
    uint32_t count = 0;
    for (; count < ORATORS && at(forum, count, &seats[count]); count++) {
        const sh_phrase aside = seats[count].orator->aside;
        void* user = seats[count].user;
        phrases[count] = seats[count].orator->phrase(user, number);
        if (aside && strcmp(phrases[count], "") != 0 && strlen(aside(user, number)) == 0)
            sh_report(SH_FAULT_VALUE, "an aside without words");
    }
    for (uint32_t i = 0; i < count; i++) {
        seat now;
        bool there = false;
        for (uint32_t k = 0; at(forum, k, &now) && !there; k++)
            there = now.user == seats[i].user;
        if (!there) { // it ended itself: what it said is still to be read
            add(&to, "(gone): %s\n", phrases[i]);
            continue;
        }
        introduce(&to, seats[i].orator);
        add(&to, " %s", phrases[i]);
        add(&to, " %s", seats[i].orator->phrase(seats[i].user, number + 1));
        const char* motto = seats[i].orator->motto ? seats[i].orator->motto(seats[i].user) : NULL;
        motto = keep_motto(forum, seats[i].user, motto);
        add(&to, " %s\n", motto ? motto : "-");
    }
    sh_leave(forum, SH_WRITES);
    return to.size < capacity ? SH_OK : sh_because(SH_INVALID, "no room for %zu bytes", to.size);
}

typedef struct hearing {
    sh_forum* forum;
    int64_t number;
    char* text;
    size_t capacity;
    sh_status status;
} hearing;

static void hear_now(void* argument) {
    hearing* one = argument;
    one->status = sh_forum_hear(one->forum, one->number, one->text, one->capacity);
}

sh_status sh_forum_hear_elsewhere(sh_forum* forum, int64_t number, char* text, size_t capacity) {
    hearing one = {forum, number, text, capacity, SH_OK};
    if (!sh_enter(forum, "forum", SH_WRITES))
        return SH_GONE;
    sh_run_elsewhere(hear_now, &one);
    sh_leave(forum, SH_WRITES);
    return one.status;
}

sh_status sh_audition(const sh_orator* orator, void* user, int64_t number, char* text,
                      size_t capacity) {
    writer to = {text, capacity, 0};
    if (!is_right(orator))
        return sh_because(SH_INVALID, "no such school: %d", (int)orator->school);
    introduce(&to, orator);
    add(&to, " %s", orator->phrase(user, number));
    const char* motto = orator->motto ? orator->motto(user) : NULL;
    if (motto && orator->motto(user) == NULL)
        sh_report(SH_FAULT_MOVED, "a motto was taken back");
    add(&to, " %s %s", motto ? motto : "-", orator->is_loud ? "!" : ".");
    return to.size < capacity ? SH_OK : sh_because(SH_INVALID, "no room for %zu bytes", to.size);
}

sh_status sh_whispered(sh_whisper whisper, int64_t number, char* text, size_t capacity) {
    writer to = {text, capacity, 0};
    add(&to, "%s,", whisper(number));
    add(&to, "%s", whisper(number + 1));
    return to.size < capacity ? SH_OK : sh_because(SH_INVALID, "no room for %zu bytes", to.size);
}

static _Atomic(sh_whisper) prompter;

sh_status sh_on_prompt(sh_whisper prompt) {
    atomic_store(&prompter, prompt);
    return SH_OK;
}

sh_status sh_prompted(int64_t number, char* text, size_t capacity) {
    writer to = {text, capacity, 0};
    const sh_whisper prompt = atomic_load(&prompter);
    add(&to, "%s", prompt ? prompt(number) : "nobody");
    return to.size < capacity ? SH_OK : sh_because(SH_INVALID, "no room for %zu bytes", to.size);
}
