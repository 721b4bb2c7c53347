#include "keeper.h"

#include <stdlib.h>
#include <string.h>

static struct {
    const void *data;
    size_t size;
    void *copy;
    int8_t mode;
    uint32_t limit;
    void *place;
} kept;

static void keep(const void *data, size_t size, kp_release release) {
    free(kept.copy);
    kept.copy = NULL;
    if (release == KP_COPY && (kept.copy = malloc(size + 1)) != NULL)
        data = memcpy(kept.copy, data, size);
    kept.data = data;
    kept.size = size;
}

void kp_keep_text(const char *text, int length, kp_release release) {
    keep(text, (size_t)length, release);
}

void kp_keep_numbers(const int32_t *numbers, size_t count, void (*release)(void *), int8_t mode,
                     uint32_t limit, void *place) {
    keep(numbers, count * sizeof *numbers, release);
    kept.mode = mode;
    kept.limit = limit;
    kept.place = place;
}

void kp_show(uint8_t *bytes, size_t size, size_t *written) {
    *written = size < kept.size ? size : kept.size;
    memcpy(bytes, kept.data, *written);
}

bool kp_is_copy(void) { return kept.copy != NULL; }
int64_t kp_mode(void) { return kept.mode; }
uint64_t kp_limit(void) { return kept.limit; }
size_t kp_place(void) { return (size_t)kept.place; }

struct kp_shelf {
    kp_book book;
    kp_event event;
    void *user;
};

kp_answer kp_shelf_open(kp_shelf **shelf) {
    *shelf = calloc(1, sizeof **shelf);
    return *shelf ? KP_YES : KP_NO;
}
void kp_shelf_close(kp_shelf *shelf) { free(shelf); }

kp_answer kp_shelf_lend(kp_shelf *shelf, kp_book **book) {
    *book = &shelf->book;
    return KP_YES;
}
kp_answer kp_shelf_take_back(kp_shelf *shelf, kp_book *book) {
    if (shelf->event)
        shelf->event(shelf->user, book->pages);
    return KP_YES;
}

kp_answer kp_shelf_watch(kp_shelf *shelf, kp_event event, void *user) {
    shelf->event = event;
    shelf->user = user;
    return KP_YES;
}
kp_answer kp_shelf_unwatch(kp_shelf *shelf) {
    shelf->event = 0;
    return KP_YES;
}
