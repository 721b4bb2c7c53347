/* A bus: functions registered by object, by id, by function and user data, once, until it closes,
 * and until the library says that it is done. */
#include "core.h"

#include <stdlib.h>

struct sh_bus {
    sh_object object;
    sh_listeners listeners;
    pthread_mutex_t stale_mutex;
    sh_listener stale; /* what `sh_bus_on` got last */
};

static unsigned set(sh_shape shape) { return 1u << shape; }

sh_status sh_bus_open(sh_bus** bus) {
    *bus = sh_object_new(sizeof **bus, SH_KIND_BUS, "bus", SH_SAFE, NULL, NULL);
    pthread_mutex_init(&(*bus)->listeners.mutex, NULL);
    pthread_mutex_init(&(*bus)->stale_mutex, NULL);
    return SH_OK;
}

static void destroy_all(sh_bus* bus) {
    sh_listener* found;
    const size_t count = sh_listeners_of(&bus->listeners, set(SH_UNTIL_DESTROYED), true, &found);
    for (size_t i = 0; i < count; i++)
        found[i].destroy(found[i].user);
    free(found);
}

void sh_bus_close(sh_bus* bus) {
    if (!sh_begin_close(bus, "bus"))
        return;
    sh_listener* found;
    size_t count = sh_listeners_of(&bus->listeners, set(SH_UNTIL_CLOSE), true, &found);
    sh_listeners_call(found, count, "closed", 0);
    destroy_all(bus);
    sh_listeners_of(&bus->listeners, ~0u, true, &found);
    free(found);
    free(bus->listeners.items);
    sh_end_close(bus);
}

sh_status sh_bus_emit(sh_bus* bus, int64_t number) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    sh_listener* found;
    size_t count = sh_listeners_of(&bus->listeners, set(SH_ONCE), true, &found);
    sh_listeners_call(found, count, "once", number);
    count = sh_listeners_of(&bus->listeners, ~set(SH_ONCE), false, &found);
    sh_listeners_call(found, count, "event", number);
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

typedef struct emission {
    sh_bus* bus;
    int64_t number;
    uint32_t delay;
    sh_listener* found;
    size_t count;
} emission;

static void emit_now(void* argument) {
    const emission* one = argument;
    sh_bus_emit(one->bus, one->number);
}

sh_status sh_bus_emit_elsewhere(sh_bus* bus, int64_t number) {
    emission one = {.bus = bus, .number = number};
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    sh_run_elsewhere(emit_now, &one);
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

static void emit_found(void* argument) {
    emission one = *(emission*)argument;
    free(argument);
    sh_sleep(one.delay);
    sh_listeners_call(one.found, one.count, "later", one.number);
}

/** Who is called is decided now, as in every library that unlocks before it calls: a function that
 *  is taken away meanwhile is called all the same. Those with a destroy notifier are not. */
sh_status sh_bus_emit_later(sh_bus* bus, int64_t number, uint32_t delay) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    emission* one = calloc(1, sizeof *one);
    if (!one)
        abort();
    *one = (emission){.number = number, .delay = delay};
    one->count = sh_listeners_of(&bus->listeners, ~(set(SH_ONCE) | set(SH_UNTIL_DESTROYED)), false,
                                 &one->found);
    sh_start(emit_found, one);
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

static sh_status add(sh_bus* bus, sh_listener listener, uint32_t* id) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    if (!listener.event)
        sh_report(SH_FAULT_NULL, "NULL registered");
    const uint32_t given = sh_listeners_add(&bus->listeners, listener);
    if (id)
        *id = given;
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

/** Takes out and calls a last time, unless `what` is NULL. */
static sh_status take(sh_bus* bus, sh_shape shape, sh_listener like, const char* what) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    sh_listener* found;
    const size_t count = sh_listeners_take(&bus->listeners, shape, &like, &found);
    sh_listeners_call(found, count, what, -1);
    sh_leave(bus, SH_WRITES);
    return count ? SH_OK : sh_because(SH_MISSING, "nothing like it is registered");
}

static sh_status take_all(sh_bus* bus, sh_shape shape, const char* what) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    sh_listener* found;
    const size_t count = sh_listeners_of(&bus->listeners, set(shape), true, &found);
    sh_listeners_call(found, count, what, -1);
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

sh_status sh_bus_on(sh_bus* bus, sh_event event, void* user) {
    sh_status status = take_all(bus, SH_BY_OBJECT, NULL);
    if (status != SH_OK)
        return status;
    const sh_listener listener = {.shape = SH_BY_OBJECT, .event = event, .user = user};
    pthread_mutex_lock(&bus->stale_mutex);
    bus->stale = listener;
    pthread_mutex_unlock(&bus->stale_mutex);
    return add(bus, listener, NULL);
}

sh_status sh_bus_hush(sh_bus* bus) { return take_all(bus, SH_BY_ID, NULL); }

sh_status sh_bus_off(sh_bus* bus) { return take_all(bus, SH_BY_OBJECT, "bye"); }

sh_status sh_bus_emit_stale(sh_bus* bus, int64_t number) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&bus->stale_mutex);
    const sh_listener stale = bus->stale;
    pthread_mutex_unlock(&bus->stale_mutex);
    if (stale.event)
        stale.event(stale.user, "stale", number);
    sh_leave(bus, SH_WRITES);
    return SH_OK;
}

sh_status sh_bus_listen(sh_bus* bus, sh_event event, void* user, uint32_t* id) {
    return add(bus, (sh_listener){.shape = SH_BY_ID, .event = event, .user = user}, id);
}
sh_status sh_bus_unlisten(sh_bus* bus, uint32_t id) {
    return take(bus, SH_BY_ID, (sh_listener){.id = id}, "bye");
}

sh_status sh_bus_add(sh_bus* bus, sh_event event, void* user) {
    return add(bus, (sh_listener){.shape = SH_BY_PAIR, .event = event, .user = user}, NULL);
}
sh_status sh_bus_remove(sh_bus* bus, sh_event event, void* user) {
    return take(bus, SH_BY_PAIR, (sh_listener){.event = event, .user = user}, NULL);
}

sh_status sh_bus_defer(sh_bus* bus, sh_event event, void* user) {
    return add(bus, (sh_listener){.shape = SH_ONCE, .event = event, .user = user}, NULL);
}

sh_status sh_bus_refuse(sh_bus* bus, sh_event event, void* user) {
    (void)event;
    (void)user;
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    sh_leave(bus, SH_WRITES);
    return sh_because(SH_REFUSED, "nobody may listen");
}

sh_status sh_bus_follow(sh_bus* bus, sh_event event, void* user) {
    return add(bus, (sh_listener){.shape = SH_UNTIL_CLOSE, .event = event, .user = user}, NULL);
}

sh_status sh_bus_attach(sh_bus* bus, sh_event event, void* user, sh_destroy destroy) {
    if (!sh_enter(bus, "bus", SH_WRITES))
        return SH_GONE;
    destroy_all(bus);
    sh_leave(bus, SH_WRITES);
    return add(bus,
               (sh_listener){
                   .shape = SH_UNTIL_DESTROYED, .event = event, .user = user, .destroy = destroy},
               NULL);
}
