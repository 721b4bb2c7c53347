/* Windows onto the memory of another object, counted objects that need one, and parts of objects
 * that are taken over. Part of shapes.h.
 */
#ifndef SH_SHAPES_SHOWN_H
#define SH_SHAPES_SHOWN_H
#include "shapes.h"

FFI_HANDLE(sh_canvas, close = sh_canvas_close, threads = send)
/** Its pixels move when it is resized. */
typedef struct sh_canvas sh_canvas;
FFI_HANDLE(sh_window, close = sh_window_close, threads = send)
/** Shows pixels of a canvas; another window may show the same. */
typedef struct sh_window sh_window;
FFI_HANDLE(sh_layer, close = sh_layer_unref, retain = sh_layer_ref, threads = send)
/** Counts its owners, and needs its canvas. */
typedef struct sh_layer sh_layer;

sh_status sh_canvas_open(uint32_t count, FFI_OUT sh_canvas** canvas);
void sh_canvas_close(sh_canvas* canvas);
sh_status sh_canvas_resize(sh_canvas* canvas, uint32_t count);
sh_status sh_canvas_window(sh_canvas* canvas, FFI_OUT sh_window** window);
void sh_window_close(sh_window* window);
FFI_BORROWED FFI_COUNTED_BY(count)
float* sh_window_pixels(sh_window* window, FFI_OUT size_t* count);
/** Two new layers, the second of which belongs to the first. */
sh_status sh_canvas_layers(sh_canvas* canvas, FFI_OUT sh_layer** layer);
sh_layer* sh_layer_ref(sh_layer* layer);
void sh_layer_unref(sh_layer* layer);
FFI_BORROWED FFI_NULLABLE sh_layer* sh_layer_next(const sh_layer* layer);
/** The layer itself, to be looked at. */
FFI_BORROWED const sh_layer* sh_layer_seen(const sh_layer* layer);
sh_status sh_layer_paint(sh_layer* layer, int32_t ms) FFI_BLOCKING;
int32_t sh_layer_paints(const sh_layer* layer);

FFI_HANDLE(sh_plate, close = sh_plate_close, threads = send)
/** Has a knob, and may be mounted on a canvas. */
typedef struct sh_plate sh_plate;
FFI_HANDLE(sh_knob, threads = send)
/** A part of a plate. */
typedef struct sh_knob sh_knob;
sh_status sh_plate_open(FFI_OUT sh_plate** plate);
void sh_plate_close(sh_plate* plate);
FFI_BORROWED sh_knob* sh_plate_knob(sh_plate* plate);
sh_status sh_knob_turn(sh_knob* knob);
/** The canvas has the plate until it is closed, or another one takes its place. */
sh_status sh_canvas_mount(sh_canvas* canvas, FFI_CONSUMED sh_plate* plate);
sh_status sh_plate_scrap(FFI_ENDED sh_plate* plate);
#endif
