/* Objects know which calls are inside them, and which other objects they need. */
#include "core.h"

#include <string.h>

static const uint64_t alive_magic = 0x600dcafe600dcafeull;

/* The checks order nothing between threads: a race of the callers must stay one for TSan. */
#define RELAXED memory_order_relaxed

static bool is_alive(const sh_object* object, const char* type) {
    return object->magic == alive_magic && strcmp(object->type, type) == 0;
}

void* sh_object_new(size_t size, sh_kind kind, const char* type, sh_threads threads,
                    sh_object* first, sh_object* second) {
    sh_object* object = sh_new(size, kind);
    object->magic = alive_magic;
    object->type = type;
    object->threads = threads;
    object->owner = pthread_self();
    object->needs[0] = first;
    object->needs[1] = second == first ? NULL : second;
    for (int i = 0; i < 2; i++)
        if (object->needs[i])
            atomic_fetch_add_explicit(&object->needs[i]->needed_by, 1, RELAXED);
    return object;
}

/** Goes in unless another call is inside that excludes this one. */
static bool go_inside(sh_object* object, sh_access access) {
    if (object->threads == SH_SAFE)
        return true;
    int inside = 0;
    if (access == SH_WRITES)
        return atomic_compare_exchange_strong_explicit(&object->inside, &inside, -1, RELAXED,
                                                       RELAXED);
    inside = atomic_load_explicit(&object->inside, RELAXED);
    while (inside >= 0)
        if (atomic_compare_exchange_weak_explicit(&object->inside, &inside, inside + 1, RELAXED,
                                                  RELAXED))
            return true;
    return false;
}

/** Calls take a while, in which others may come. */
static void dawdle(const sh_object* object) {
    if (object->threads == SH_SAFE)
        return;
    for (volatile int i = 0; i < 2000; i++) {
    }
}

static void go_outside(sh_object* object, sh_access access) {
    if (object->threads == SH_SAFE)
        return;
    if (access == SH_WRITES)
        atomic_store_explicit(&object->inside, 0, RELAXED);
    else
        atomic_fetch_sub_explicit(&object->inside, 1, RELAXED);
}

static bool enter_alone(sh_object* object, sh_access access) {
    if (object->threads == SH_CONFINED && !pthread_equal(object->owner, pthread_self())) {
        sh_report(SH_FAULT_THREAD, "%s used on another thread", object->type);
        return false;
    }
    if (!go_inside(object, access)) {
        sh_report(SH_FAULT_CONCURRENT, "%s used by two calls at once", object->type);
        return false;
    }
    return true;
}

/** The objects that it needs are used as well, as a walk reads what it walks over. */
static bool enter_needed(sh_object* object, sh_access access) {
    for (int i = 0; i < 2; i++) {
        sh_object* needed = object->needs[i];
        if (!needed)
            continue;
        bool entered = needed->magic == alive_magic;
        if (!entered)
            sh_report(SH_FAULT_DEAD_USE, "%s used after what it needs was closed", object->type);
        entered = entered && enter_alone(needed, access);
        if (entered && !enter_needed(needed, access)) {
            go_outside(needed, access);
            entered = false;
        }
        if (!entered) {
            if (i == 1 && object->needs[0])
                sh_leave(object->needs[0], access);
            return false;
        }
    }
    return true;
}

bool sh_enter(const void* pointer, const char* type, sh_access access) {
    sh_object* object = (sh_object*)pointer;
    if (!object) {
        sh_report(SH_FAULT_NULL, "NULL for a %s", type);
        return false;
    }
    if (!is_alive(object, type)) {
        sh_report(SH_FAULT_DEAD_USE, "%s used after it was closed", type);
        return false;
    }
    if (!enter_alone(object, access))
        return false;
    if (enter_needed(object, access)) {
        dawdle(object);
        return true;
    }
    go_outside(object, access);
    return false;
}

void sh_leave(const void* pointer, sh_access access) {
    sh_object* object = (sh_object*)pointer;
    if (object->magic != alive_magic) {
        sh_report(SH_FAULT_DEAD_USE, "an object was closed while a call was inside");
        return;
    }
    for (int i = 0; i < 2; i++)
        if (object->needs[i])
            sh_leave(object->needs[i], access);
    go_outside(object, access);
}

void sh_yield(const void* object, sh_access access) { go_outside((sh_object*)object, access); }

void sh_resume(const void* pointer, sh_access access) {
    sh_object* object = (sh_object*)pointer;
    if (object->magic != alive_magic)
        sh_report(SH_FAULT_DEAD_USE,
                  "an object was closed by a callback that had only borrowed it");
    else if (!go_inside(object, access))
        sh_report(SH_FAULT_CONCURRENT, "%s still used when the callback returned", object->type);
}

bool sh_begin_close(void* pointer, const char* type) {
    sh_object* object = pointer;
    if (!object) {
        sh_report(SH_FAULT_NULL, "NULL closed as a %s", type);
        return false;
    }
    if (!is_alive(object, type)) {
        sh_report(SH_FAULT_DOUBLE_CLOSE, "%s closed twice", type);
        return false;
    }
    if (!enter_alone(object, SH_WRITES))
        return false;
    if (atomic_load_explicit(&object->needed_by, RELAXED) != 0)
        sh_report(SH_FAULT_ORPHANED, "%s closed while others needed it", type);
    return true;
}

void sh_end_close(void* pointer) {
    sh_object* object = pointer;
    const bool entered = enter_needed(object, SH_WRITES);
    dawdle(object);
    for (int i = 0; i < 2; i++) {
        if (!object->needs[i] || object->needs[i]->magic != alive_magic)
            continue;
        atomic_fetch_sub_explicit(&object->needs[i]->needed_by, 1, RELAXED);
        if (entered)
            sh_leave(object->needs[i], SH_WRITES);
    }
    sh_delete(object, sizeof *object);
}

void sh_object_close(void* object, const char* type) {
    if (sh_begin_close(object, type))
        sh_end_close(object);
}
