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
