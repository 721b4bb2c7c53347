/* Functions that the library keeps. It never calls one with a lock held. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

static bool has_id(const sh_listeners* listeners, uint32_t id) {
    for (size_t i = 0; i < listeners->count; i++)
        if (listeners->items[i].id == id)
            return true;
    return false;
}

uint32_t sh_listeners_add(sh_listeners* listeners, sh_listener listener) {
    pthread_mutex_lock(&listeners->mutex);
    listener.id = 1;
    while (has_id(listeners, listener.id))
        listener.id++;
    listeners->items = realloc(listeners->items, sizeof listener * (listeners->count + 1));
    if (!listeners->items)
        abort();
    listeners->items[listeners->count++] = listener;
    pthread_mutex_unlock(&listeners->mutex);
    sh_count(SH_KIND_REGISTRATION, 1);
    return listener.id;
}

static sh_listener* room(size_t count) {
    sh_listener* items = malloc(sizeof *items * (count + 1));
    if (!items)
        abort();
    return items;
}

/** Moves or copies those that `wanted` says, with the mutex held. */
static size_t pick(sh_listeners* listeners, bool (*wanted)(const sh_listener*, const void*),
                   const void* like, bool take, sh_listener** found) {
    *found = room(listeners->count);
    size_t picked = 0, kept = 0;
    for (size_t i = 0; i < listeners->count; i++) {
        const sh_listener one = listeners->items[i];
        const bool is = wanted(&one, like);
        if (is)
            (*found)[picked++] = one;
        if (!is || !take)
            listeners->items[kept++] = one;
    }
    listeners->count = kept;
    if (take)
        sh_count(SH_KIND_REGISTRATION, -(int)picked);
    return picked;
}

static bool of_shapes(const sh_listener* one, const void* shapes) {
    return (1u << one->shape) & *(const unsigned*)shapes;
}

static bool like_this(const sh_listener* one, const void* pointer) {
    const sh_listener* like = pointer;
    if (one->shape != like->shape)
        return false;
    return like->id ? one->id == like->id : one->event == like->event && one->user == like->user;
}

size_t sh_listeners_of(sh_listeners* listeners, unsigned shapes, bool take, sh_listener** found) {
    pthread_mutex_lock(&listeners->mutex);
    const size_t count = pick(listeners, of_shapes, &shapes, take, found);
    pthread_mutex_unlock(&listeners->mutex);
    return count;
}

size_t sh_listeners_take(sh_listeners* listeners, sh_shape shape, const sh_listener* like,
                         sh_listener** found) {
    sh_listener wanted = *like;
    wanted.shape = shape;
    pthread_mutex_lock(&listeners->mutex);
    const size_t count = pick(listeners, like_this, &wanted, true, found);
    pthread_mutex_unlock(&listeners->mutex);
    return count;
}

void sh_listeners_call(sh_listener* found, size_t count, const char* what, int64_t number) {
    for (size_t i = 0; what && i < count; i++) {
        char* text = sh_copy_text(what, SH_UNCOUNTED); /* gone when the call returns */
        found[i].event(found[i].user, text, number);
        sh_free(text);
    }
    free(found);
}
