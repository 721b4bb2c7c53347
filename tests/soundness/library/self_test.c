/* The library sees what its callers do wrong, and nothing else: without this, no test of a language
 * that ends with no fault would say anything. */
#include "shapes.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void expect(bool truth, const char* what) {
    if (truth)
        return;
    failures++;
    printf("FAILED: %s (first fault: '%s')\n", what, sh_first_fault());
}

/** One fault of this kind, and no other. */
static void expect_fault(sh_fault fault, const char* what) {
    expect(sh_faults_of(fault) == 1 && sh_faults() == 1, what);
    sh_reset();
}

static void* elsewhere(void* desk) {
    sh_desk_count(desk);
    return NULL;
}

static void* working(void* store) {
    sh_store_work(store, 100);
    return NULL;
}

static void lawful_use(void) {
    sh_store* store;
    sh_cursor* cursor;
    sh_mark* mark;
    int64_t value;
    expect(sh_store_open("s", &store) == SH_OK && sh_store_put(store, 5) == SH_OK, "a store opens");
    expect(sh_store_walk(store, &cursor) == SH_OK && sh_cursor_mark(cursor, &mark) == SH_OK,
           "children are made");
    expect(sh_cursor_next(cursor, &value) == SH_OK && value == 5, "a walk reads");
    expect(sh_cursor_next(cursor, &value) == SH_END &&
               strcmp(sh_last_error(), "no more numbers") == 0,
           "and ends");
    expect(sh_mark_value(mark) == 5 && sh_live() == 3, "three are alive");
    sh_mark_close(mark);
    sh_cursor_close(cursor);
    sh_store_close(store);
    expect(sh_faults() == 0 && sh_live() == 0, "no fault, nothing alive");
}

static void faults_of_trees(void) {
    sh_store* store;
    sh_cursor* cursor;
    sh_store_open("s", &store);
    sh_store_walk(store, &cursor);
    sh_store_close(store);
    expect_fault(SH_FAULT_ORPHANED, "a parent closed before its child is seen");
    sh_cursor_at(cursor);
    expect_fault(SH_FAULT_DEAD_USE, "a child used after its parent is seen");
    sh_cursor_close(cursor);
    expect_fault(SH_FAULT_DEAD_USE, "a child closed after its parent is seen");
    sh_store_close(store);
    expect_fault(SH_FAULT_DOUBLE_CLOSE, "closing twice is seen");
    sh_store_count(NULL);
    expect_fault(SH_FAULT_NULL, "NULL is seen");
    expect(sh_live() == 0, "nothing alive");
}

static void faults_of_threads(void) {
    pthread_t thread;
    sh_desk* desk;
    sh_desk_open("d", &desk);
    pthread_create(&thread, NULL, elsewhere, desk);
    pthread_join(thread, NULL);
    expect_fault(SH_FAULT_THREAD, "another thread is seen");
    sh_desk_close(desk);
    sh_store* store;
    sh_store_open("s", &store);
    pthread_create(&thread, NULL, working, store);
    while (sh_store_count(store) == 0 && sh_faults() == 0) {
    }
    pthread_join(thread, NULL);
    expect(sh_faults_of(SH_FAULT_CONCURRENT) > 0, "two calls at once are seen");
    sh_reset();
    sh_store_swap(store, store);
    expect_fault(SH_FAULT_CONCURRENT, "the same twice is seen");
    sh_store_close(store);
    expect(sh_faults() == 0 && sh_live() == 0, "no fault, nothing alive");
}

static void faults_of_memory(void) {
    size_t size;
    uint8_t* data = sh_render(16, &size);
    expect(sh_live_of(SH_KIND_MEMORY) == 1, "a buffer is alive");
    sh_free(data);
#ifndef SHAPES_SANITIZED
    data[3] = 1;
    expect_fault(SH_FAULT_LATE_WRITE, "writing to what was freed is seen");
#endif
    sh_free(data);
    expect_fault(SH_FAULT_DOUBLE_CLOSE, "freeing twice is seen");
    sh_free(&size);
    expect_fault(SH_FAULT_FOREIGN_FREE, "freeing what is not the library's is seen");
    sh_ring* ring;
    sh_block* block;
    sh_ring_open(&ring);
    sh_ring_claim(ring, &block);
    sh_ring_commit(ring, block);
    sh_ring_commit(ring, block);
    expect_fault(SH_FAULT_DOUBLE_CLOSE, "ending a loan twice is seen");
    sh_ring_close(ring);
    sh_reuse_addresses(true);
    sh_ticket *first, *second;
    sh_ticket_create(1, &first);
    const void* address = first;
    sh_ticket_close(first);
    sh_ticket_create(2, &second);
    expect((const void*)second == address, "addresses are given out again when asked for");
    sh_ticket_close(second);
    sh_reuse_addresses(false);
    expect(sh_faults() == 0 && sh_live() == 0, "no fault, nothing alive");
}

static int calls;
static void count_call(void* user, const char* what, int64_t number) {
    (void)what;
    (void)number;
    calls += *(int*)user;
}
static void forget(void* user) { *(int*)user = 0; }

static void registrations(void) {
    int one = 1;
    uint32_t id;
    sh_bus* bus;
    sh_bus_open(&bus);
    sh_bus_on(bus, count_call, &one);
    sh_bus_listen(bus, count_call, &one, &id);
    sh_bus_add(bus, count_call, &one);
    sh_bus_defer(bus, count_call, &one);
    sh_bus_follow(bus, count_call, &one);
    expect(sh_registrations() == 5, "five are registered");
    sh_bus_emit(bus, 1);
    expect(calls == 5 && sh_registrations() == 4, "all are called, one is gone");
    sh_bus_off(bus);
    sh_bus_unlisten(bus, id);
    expect(calls == 7, "two say good-bye");
    expect(sh_bus_remove(bus, count_call, &one) == SH_OK &&
               sh_bus_remove(bus, count_call, &one) == SH_MISSING,
           "taken away once");
    sh_bus_emit_later(bus, 1, 20);
    int destroyed = 1;
    sh_bus_attach(bus, count_call, &destroyed, forget);
    sh_bus_close(bus);
    expect(!destroyed && calls == 8, "closing calls those that follow and destroys");
    sh_join_threads();
    expect(calls == 9, "a late call comes after closing");
    expect(sh_registrations() == 0 && sh_faults() == 0 && sh_live() == 0, "nothing is left");
}

int main(void) {
    lawful_use();
    faults_of_trees();
    faults_of_threads();
    faults_of_memory();
    registrations();
    if (!failures)
        printf("the library sees what its callers do wrong\n");
    return failures != 0;
}
