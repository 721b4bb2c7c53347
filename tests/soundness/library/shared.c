/* Reference-counted objects. */
#include "core.h"

struct sh_image {
    sh_object object;
    atomic_uint references;
    uint32_t width;
};
struct sh_brush {
    sh_object object;
    uint32_t references;
    uint32_t strokes;
};

sh_status sh_image_create(uint32_t width, sh_image** image) {
    if (!width)
        return sh_because(SH_INVALID, "no picture is 0 wide");
    *image = sh_object_new(sizeof **image, SH_KIND_SHARED, "image", SH_SAFE, NULL, NULL);
    (*image)->width = width;
    atomic_init(&(*image)->references, 1);
    return SH_OK;
}

void sh_image_retain(sh_image* image) {
    if (!sh_enter(image, "image", SH_WRITES))
        return;
    atomic_fetch_add(&image->references, 1);
    sh_leave(image, SH_WRITES);
}

void sh_image_release(sh_image* image) {
    if (!sh_enter(image, "image", SH_WRITES))
        return;
    const bool last = atomic_fetch_sub(&image->references, 1) == 1;
    sh_leave(image, SH_WRITES);
    if (last)
        sh_object_close(image, "image");
}

uint32_t sh_image_width(const sh_image* image) {
    if (!sh_enter(image, "image", SH_READS))
        return 0;
    const uint32_t width = image->width;
    sh_leave(image, SH_READS);
    return width;
}

uint32_t sh_image_references(const sh_image* image) {
    if (!sh_enter(image, "image", SH_READS))
        return 0;
    const uint32_t references = atomic_load(&image->references);
    sh_leave(image, SH_READS);
    return references;
}

sh_status sh_brush_create(sh_brush** brush) {
    *brush = sh_object_new(sizeof **brush, SH_KIND_SHARED, "brush", SH_SEND, NULL, NULL);
    (*brush)->references = 1;
    return SH_OK;
}

sh_brush* sh_brush_ref(sh_brush* brush) {
    if (!sh_enter(brush, "brush", SH_WRITES))
        return NULL;
    brush->references++; /* not atomic: one thread at a time */
    sh_leave(brush, SH_WRITES);
    return brush;
}

static sh_brush* shared_brush;
static pthread_mutex_t shared_mutex = PTHREAD_MUTEX_INITIALIZER;

sh_brush* sh_brush_shared(void) {
    pthread_mutex_lock(&shared_mutex);
    if (shared_brush)
        sh_brush_ref(shared_brush);
    else
        sh_brush_create(&shared_brush);
    sh_brush* brush = shared_brush;
    pthread_mutex_unlock(&shared_mutex);
    return brush;
}

sh_status sh_brush_work(sh_brush* brush, int32_t ms) {
    if (!sh_enter(brush, "brush", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(brush, SH_WRITES);
    return SH_OK;
}

void sh_brush_unref(sh_brush* brush) {
    if (!sh_enter(brush, "brush", SH_WRITES))
        return;
    const bool last = --brush->references == 0;
    if (last && brush == shared_brush)
        shared_brush = NULL;
    sh_leave(brush, SH_WRITES);
    if (last)
        sh_object_close(brush, "brush");
}

sh_status sh_brush_stroke(sh_brush* brush) {
    if (!sh_enter(brush, "brush", SH_WRITES))
        return SH_GONE;
    brush->strokes++;
    sh_leave(brush, SH_WRITES);
    return SH_OK;
}

uint32_t sh_brush_strokes(const sh_brush* brush) {
    if (!sh_enter(brush, "brush", SH_READS))
        return 0;
    const uint32_t strokes = brush->strokes;
    sh_leave(brush, SH_READS);
    return strokes;
}
