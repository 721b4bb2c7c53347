/* An engine with voices. */
/* An engine with voices. */
#ifndef ENG_H
#define ENG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>
#include <ffigen/annotations.h>

FFI_MODULE(eng, prefix = eng_, library = eng, last_error = eng_last_error)

/** What can go wrong. */
typedef enum FFI_ERROR_ENUM(ok = ENG_OK, text = eng_status_text) eng_status {
    ENG_OK = 0,
    ENG_E_NOMEM = 1,
    ENG_E_UNKNOWN = 2,   /**< clashes? */
    ENG_E_NULL = 3,      /**< clashes? */
    ENG_E_ARGUMENT = 4,
} eng_status;
FFI_BORROWED const char *eng_status_text(eng_status s);
FFI_BORROWED const char *eng_last_error(void);

/** Shape of a wave. Closed. */
typedef enum FFI_CLOSED eng_wave { ENG_WAVE_SINE, ENG_WAVE_SAW, ENG_WAVE_UNKNOWN = 9 } eng_wave;
/** Bits. */
typedef enum FFI_FLAGS eng_flags { ENG_FLAG_A = 1, ENG_FLAG_B = 2, ENG_FLAG_ALL = 3 } eng_flags;

FFI_HANDLE(eng_engine, close = eng_engine_close, threads = send)
typedef struct eng_engine eng_engine;
FFI_HANDLE(eng_voice, close = eng_voice_close, threads = send)
typedef struct eng_voice eng_voice;
FFI_HANDLE(eng_bus, close = eng_bus_close, threads = safe)
typedef struct eng_bus eng_bus;

/** Params, with bit-fields. */
typedef struct eng_params {
    uint32_t kind : 3;
    int32_t detune : 13;
    uint32_t on : 1;
    eng_wave wave;
    double gain;
} eng_params;
/** Value. */
typedef union eng_value { int64_t i; double d; uint8_t bytes[16]; } eng_value;
/** Point. */
typedef struct eng_point { float x, y; } eng_point;
/** Packed. */
typedef struct __attribute__((packed)) eng_packed { uint8_t tag; uint32_t words[4]; char name[16]; eng_wave wave; } eng_packed;
/** A message. */
typedef struct eng_message { uint32_t length; uint16_t kind; uint8_t data[]; } eng_message;
/** Has a pointer. */
typedef struct eng_view { const uint8_t *data; size_t length; } eng_view;
/** Nested pointer. */
typedef struct eng_scene { eng_view views[2]; uint32_t n; } eng_scene;

/* handles */
eng_status eng_engine_open(const char *name, FFI_OUT eng_engine **engine);
void eng_engine_close(eng_engine *engine);
/** A voice belongs to the engine. */
eng_status eng_engine_add_voice(eng_engine *engine, eng_params params, FFI_OUT eng_voice **voice);
void eng_voice_close(eng_voice *voice);
/** Reads the voice's engine. */
eng_status eng_voice_level(const eng_voice *voice, FFI_OUT double *level);
/** The engine of a voice. */
FFI_BORROWED eng_engine *eng_voice_engine(const eng_voice *voice);

/* callbacks */
typedef int32_t (*eng_visit)(void *user, const eng_point *point, uint32_t index);
/** Visits points. */
eng_status eng_engine_visit(eng_engine *engine, FFI_CALLBACK(user_data = user, lifetime = call) eng_visit visit, void *user);
typedef void (*eng_event)(void *user, const char *what, uint64_t when);
/** Registered until cleared; called from `tick`, in its thread. */
eng_status eng_engine_on_event(eng_engine *engine, FFI_CALLBACK(user_data = user, lifetime = until, until = eng_engine_off_event, thread = caller) eng_event event, void *user);
eng_status eng_engine_off_event(eng_engine *engine);
eng_status eng_engine_tick(eng_engine *engine);
/** Runs once. */
eng_status eng_engine_defer(eng_engine *engine, FFI_CALLBACK(user_data = user, lifetime = once) eng_event event, void *user);
/** Global one. */
eng_status eng_watch(FFI_CALLBACK(user_data = user, lifetime = until, until = eng_unwatch, thread = caller) eng_event event, void *user);
eng_status eng_unwatch(void);
void eng_fire(void);

/* bus: thread safe handle */
eng_status eng_bus_open(FFI_OUT eng_bus **bus);
void eng_bus_close(eng_bus *bus);
eng_status eng_bus_on(eng_bus *bus, FFI_CALLBACK(user_data = user, lifetime = until, until = eng_bus_off, thread = caller) eng_event event, void *user);
eng_status eng_bus_off(eng_bus *bus);
eng_status eng_bus_emit(eng_bus *bus);

/* buffers */
eng_status eng_engine_write(eng_engine *engine, FFI_COUNTED_BY(count) const float *samples, size_t count);
eng_status eng_engine_read(eng_engine *engine, FFI_OUT FFI_COUNTED_BY(capacity) float *samples, int64_t capacity, FFI_OUT FFI_COUNT_OF(samples) int64_t *count);
eng_status eng_engine_points(eng_engine *engine, FFI_OUT FFI_COUNTED_BY(count) eng_point *points, FFI_INOUT size_t *count);
eng_status eng_engine_mix(eng_engine *engine, FFI_COUNTED_BY(n) const float *a, FFI_INOUT FFI_COUNTED_BY(n) float *b, uint8_t n);

/* strings */
/** Owned. */
FFI_OWNED(eng_free) char *eng_engine_describe(eng_engine *engine);
void eng_free(void *p);
/** Borrowed. */
FFI_BORROWED const char *eng_engine_name(const eng_engine *engine);
eng_status eng_engine_set_name(eng_engine *engine, const char *name);
/** Into a buffer. */
eng_status eng_engine_label(const eng_engine *engine, FFI_OUT FFI_COUNTED_BY(cap) char *buf, size_t cap, FFI_OUT FFI_COUNT_OF(buf) size_t *len);

/* values */
eng_point eng_scale(eng_point p, float by);
eng_value eng_next(eng_value v);
eng_wave eng_wave_next(eng_wave w);
eng_flags eng_flags_toggle(eng_flags f);
uint32_t eng_sum_view(eng_view v);
uint32_t eng_sum_view_by_pointer(const eng_view *v);
uint32_t eng_sum_scene(const eng_scene *v);
eng_status eng_engine_configure(eng_engine *engine, FFI_INOUT eng_params *params);
eng_status eng_engine_get_packed(eng_engine *engine, FFI_OUT eng_packed *packed);
eng_status eng_engine_optional(eng_engine *engine, FFI_NULLABLE const eng_point *at, FFI_NULLABLE const char *tag);
eng_status eng_engine_send(eng_engine *engine, const eng_message *message);
int eng_log(const char *format, ...);
int eng_vlog(const char *format, va_list ap);
/** Takes the voice over. */
eng_status eng_engine_absorb(eng_engine *engine, FFI_CONSUMED eng_voice *voice);
#endif
