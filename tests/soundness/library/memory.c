/* Memory that is poisoned when it is freed, and looked at again later. */
#include "core.h"

#include <stdlib.h>
#include <string.h>

#if defined __SANITIZE_ADDRESS__
#define SH_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define SH_ASAN 1
#endif
#endif
#ifdef SH_ASAN
#include <sanitizer/asan_interface.h>
#define NOT_CHECKED __attribute__((no_sanitize("address")))
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define NOT_CHECKED
#endif

enum { KINDS = SH_KIND_REGISTRATION + 1, TAIL = 16, CANARY = 0xC5 };
static const uint64_t alive_magic = 0x5ca1ab1e0ddba11ull;

/** In front of what the caller sees. */
typedef struct chunk {
    uint64_t magic;
    size_t size;
    struct chunk* next; /* of those that are alive, or of those that are not */
    struct chunk* previous;
    int kind;
    bool reported;
    _Alignas(max_align_t) unsigned char payload[];
} chunk;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static chunk* living;
static chunk* deleted;
static bool reusing;
static atomic_int live[KINDS];

static void push(chunk** list, chunk* item) {
    item->previous = NULL;
    item->next = *list;
    if (*list)
        (*list)->previous = item;
    *list = item;
}

static void unlink_from(chunk** list, chunk* item) {
    if (item->previous)
        item->previous->next = item->next;
    else
        *list = item->next;
    if (item->next)
        item->next->previous = item->previous;
}

/** Whether a chunk that is deleted still holds poison alone. */
NOT_CHECKED static bool untouched(const chunk* item) {
    const volatile unsigned char* bytes = item->payload;
    for (size_t i = 0; i < item->size; i++)
        if (bytes[i] != SH_POISON)
            return false;
    return true;
}

static bool overrun(const chunk* item) {
    for (size_t i = 0; i < TAIL; i++)
        if (item->payload[item->size + i] != CANARY)
            return true;
    return false;
}

/** With the mutex held. */
static void check(chunk* item) {
    if (item->reported || untouched(item))
        return;
    item->reported = true;
    sh_report(SH_FAULT_LATE_WRITE, "%zu bytes that were given back were written to", item->size);
}

/** One of the same size that was deleted last: what malloc likes to do. */
static chunk* reused(size_t size) {
    for (chunk* item = deleted; item; item = item->next) {
        if (item->size != size)
            continue;
        check(item);
        unlink_from(&deleted, item);
        ASAN_UNPOISON_MEMORY_REGION(item->payload, size + TAIL);
        return item;
    }
    return NULL;
}

void* sh_new(size_t size, int kind) {
    pthread_mutex_lock(&mutex);
    chunk* item = reusing ? reused(size) : NULL;
    if (!item)
        item = malloc(sizeof *item + size + TAIL);
    if (!item)
        abort();
    item->magic = alive_magic;
    item->size = size;
    item->kind = kind;
    item->reported = false;
    memset(item->payload, 0, size);
    memset(item->payload + size, CANARY, TAIL);
    push(&living, item);
    pthread_mutex_unlock(&mutex);
    if (kind != SH_UNCOUNTED)
        sh_count((sh_kind)kind, 1);
    return item->payload;
}

static chunk* find(const void* memory) {
    for (chunk* item = living; item; item = item->next)
        if (item->payload == memory)
            return item;
    return NULL;
}

static bool was_deleted(const void* memory) {
    for (chunk* item = deleted; item; item = item->next)
        if (item->payload == memory)
            return true;
    return false;
}

bool sh_is_alive(const void* memory) {
    pthread_mutex_lock(&mutex);
    const bool is = find(memory) != NULL;
    pthread_mutex_unlock(&mutex);
    return is;
}

void sh_delete(void* memory, size_t readable) {
    pthread_mutex_lock(&mutex);
    chunk* item = find(memory);
    if (!item) {
        if (was_deleted(memory))
            sh_report(SH_FAULT_DOUBLE_CLOSE, "freed twice");
        else
            sh_report(SH_FAULT_FOREIGN_FREE, "freed what the library did not make");
        pthread_mutex_unlock(&mutex);
        return;
    }
    if (overrun(item))
        sh_report(SH_FAULT_LATE_WRITE, "written beyond the end of %zu bytes", item->size);
    unlink_from(&living, item);
    memset(item->payload, SH_POISON, item->size);
    push(&deleted, item);
    if (readable < item->size)
        ASAN_POISON_MEMORY_REGION(item->payload + readable, item->size - readable);
    const int kind = item->kind;
    pthread_mutex_unlock(&mutex);
    if (kind != SH_UNCOUNTED)
        sh_count((sh_kind)kind, -1);
}

void sh_free(void* memory) {
    if (memory)
        sh_delete(memory, 0);
}

void sh_check_deleted(void) {
    pthread_mutex_lock(&mutex);
    for (chunk* item = deleted; item; item = item->next)
        check(item);
    pthread_mutex_unlock(&mutex);
}

void sh_reuse_addresses(bool reuse) {
    pthread_mutex_lock(&mutex);
    reusing = reuse;
    pthread_mutex_unlock(&mutex);
}

char* sh_copy_text(const char* text, int kind) {
    const size_t size = strlen(text) + 1;
    return memcpy(sh_new(size, kind), text, size);
}

void sh_count(sh_kind kind, int change) { atomic_fetch_add(&live[kind], change); }

uint32_t sh_live_of(sh_kind kind) {
    return (unsigned)kind < KINDS ? (uint32_t)atomic_load(&live[kind]) : 0;
}

uint32_t sh_live(void) {
    uint32_t all = 0;
    for (int kind = 0; kind < SH_KIND_REGISTRATION; kind++)
        all += sh_live_of((sh_kind)kind);
    return all;
}

uint32_t sh_registrations(void) { return sh_live_of(SH_KIND_REGISTRATION); }
