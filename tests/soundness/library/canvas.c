/* One object's memory that others show, counted objects that need it, and what it takes over. */
#include "core.h"

struct sh_canvas {
    sh_object object;
    float* pixels;
    size_t count;
    sh_plate* plate;
};
struct sh_window {
    sh_object object;
    const sh_canvas* canvas;
};
struct sh_layer {
    sh_object object;
    uint32_t references;
    int32_t paints;
    sh_layer* next;
};
struct sh_knob {
    sh_object object;
    int32_t turns;
};
struct sh_plate {
    sh_object object;
    sh_knob* knob;
};

static float* pixels_new(size_t count) { return sh_new(sizeof(float) * count, SH_UNCOUNTED); }

sh_status sh_canvas_open(uint32_t count, sh_canvas** canvas) {
    *canvas = sh_object_new(sizeof **canvas, SH_KIND_OTHER, "canvas", SH_SEND, NULL, NULL);
    (*canvas)->pixels = pixels_new(count);
    (*canvas)->count = count;
    return SH_OK;
}

void sh_canvas_close(sh_canvas* canvas) {
    if (!sh_begin_close(canvas, "canvas"))
        return;
    sh_free(canvas->pixels);
    if (canvas->plate)
        sh_plate_close(canvas->plate);
    sh_end_close(canvas);
}

sh_status sh_canvas_resize(sh_canvas* canvas, uint32_t count) {
    if (!sh_enter(canvas, "canvas", SH_WRITES))
        return SH_GONE;
    sh_free(canvas->pixels);
    canvas->pixels = pixels_new(count);
    canvas->count = count;
    sh_leave(canvas, SH_WRITES);
    return SH_OK;
}

sh_status sh_canvas_window(sh_canvas* canvas, sh_window** window) {
    if (!sh_enter(canvas, "canvas", SH_WRITES))
        return SH_GONE;
    *window =
        sh_object_new(sizeof **window, SH_KIND_OTHER, "window", SH_SEND, &canvas->object, NULL);
    (*window)->canvas = canvas;
    sh_leave(canvas, SH_WRITES);
    return SH_OK;
}

void sh_window_close(sh_window* window) { sh_object_close(window, "window"); }

float* sh_window_pixels(sh_window* window, size_t* count) {
    *count = 0;
    if (!sh_enter(window, "window", SH_WRITES))
        return NULL;
    float* pixels = window->canvas->pixels;
    *count = window->canvas->count;
    sh_leave(window, SH_WRITES);
    return pixels;
}

static sh_layer* layer_new(sh_canvas* canvas, sh_layer* next) {
    sh_layer* layer =
        sh_object_new(sizeof *layer, SH_KIND_SHARED, "layer", SH_SEND, &canvas->object, NULL);
    layer->references = 1;
    layer->next = next;
    return layer;
}

sh_status sh_canvas_layers(sh_canvas* canvas, sh_layer** layer) {
    if (!sh_enter(canvas, "canvas", SH_WRITES))
        return SH_GONE;
    *layer = layer_new(canvas, layer_new(canvas, NULL));
    sh_leave(canvas, SH_WRITES);
    return SH_OK;
}

sh_layer* sh_layer_ref(sh_layer* layer) {
    if (!sh_enter(layer, "layer", SH_WRITES))
        return NULL;
    layer->references++; /* not atomic: one thread at a time */
    sh_leave(layer, SH_WRITES);
    return layer;
}

void sh_layer_unref(sh_layer* layer) {
    if (!sh_enter(layer, "layer", SH_WRITES))
        return;
    const bool last = --layer->references == 0;
    sh_layer* next = layer->next;
    sh_leave(layer, SH_WRITES);
    if (!last)
        return;
    sh_object_close(layer, "layer");
    if (next)
        sh_layer_unref(next);
}

sh_layer* sh_layer_next(const sh_layer* layer) {
    if (!sh_enter(layer, "layer", SH_READS))
        return NULL;
    sh_layer* next = layer->next;
    sh_leave(layer, SH_READS);
    return next;
}

const sh_layer* sh_layer_seen(const sh_layer* layer) { return layer; }

sh_status sh_layer_paint(sh_layer* layer, int32_t ms) {
    if (!sh_enter(layer, "layer", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    layer->paints++;
    sh_leave(layer, SH_WRITES);
    return SH_OK;
}

int32_t sh_layer_paints(const sh_layer* layer) {
    if (!sh_enter(layer, "layer", SH_READS))
        return 0;
    const int32_t paints = layer->paints;
    sh_leave(layer, SH_READS);
    return paints;
}

sh_status sh_plate_open(sh_plate** plate) {
    *plate = sh_object_new(sizeof **plate, SH_KIND_OTHER, "plate", SH_SEND, NULL, NULL);
    (*plate)->knob =
        sh_object_new(sizeof *(*plate)->knob, SH_KIND_OTHER, "knob", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_plate_close(sh_plate* plate) {
    if (!sh_begin_close(plate, "plate"))
        return;
    sh_object_close(plate->knob, "knob");
    sh_end_close(plate);
}

sh_knob* sh_plate_knob(sh_plate* plate) {
    if (!sh_enter(plate, "plate", SH_WRITES))
        return NULL;
    sh_knob* knob = plate->knob;
    sh_leave(plate, SH_WRITES);
    return knob;
}

sh_status sh_knob_turn(sh_knob* knob) {
    if (!sh_enter(knob, "knob", SH_WRITES))
        return SH_GONE;
    knob->turns++;
    sh_leave(knob, SH_WRITES);
    return SH_OK;
}

sh_status sh_canvas_mount(sh_canvas* canvas, sh_plate* plate) {
    if (!sh_enter(canvas, "canvas", SH_WRITES)) {
        sh_plate_close(plate);
        return SH_GONE;
    }
    if (canvas->plate)
        sh_plate_close(canvas->plate);
    canvas->plate = plate;
    sh_leave(canvas, SH_WRITES);
    return SH_OK;
}

sh_status sh_plate_scrap(sh_plate* plate) {
    sh_plate_close(plate);
    return SH_OK;
}
