/* Telemetry. */
/** Telemetry: a small library with every shape that a binding has to bear. */
#ifndef TELE_H
#define TELE_H
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

FFI_MODULE(tele, prefix = "tl_", library = tele, version = TL_VERSION, last_error = tl_last_error)
#define TL_VERSION "1.2.0"
#define TL_PI 3.25
#define TL_NAME_MAX 16

/** Outcome of a call. */
typedef enum FFI_ERROR_ENUM(ok = TL_OK, text = tl_status_text) tl_status {
    TL_OK = 0,
    TL_BAD = 1,      /**< A bad argument. */
    TL_FULL = 2,     /**< No room. */
    TL_GONE = 3      /**< Ended. */
} tl_status;

/** Kind of a sample. */
typedef enum tl_kind { TL_KIND_NONE = 0, TL_KIND_TEMP = 1, TL_KIND_VOLT = 7 } tl_kind;
/** Options. */
typedef enum FFI_FLAGS tl_opts { TL_OPT_FAST = 1, TL_OPT_SAFE = 2, TL_OPT_LOUD = 4 } tl_opts;

/** A point. */
typedef struct tl_point { double x; double y; } tl_point;

/** Bits and pieces. */
typedef struct tl_bits {
    unsigned ready : 1;
    int level : 3;           /**< -4 to 3. */
    unsigned count : 12;
    tl_kind kind : 4;
    _Bool flag : 1;
} tl_bits;

/** Either of several. */
typedef union tl_value { int64_t i; double d; uint8_t bytes[8]; float f[2]; } tl_value;

/** One sample. */
typedef struct tl_sample {
    char name[TL_NAME_MAX];   /**< Its name. */
    tl_kind kind;
    tl_bits bits;
    tl_value value;
    tl_point where;
    tl_point path[3];
    uint16_t grid[2][3];
    int32_t small[4];
    bool on;
    const char *note;         /**< May be NULL. */
} tl_sample;

/** A packet: with as many bytes as it says. */
typedef struct tl_packet { uint32_t count; uint16_t tag; uint16_t data[]; } tl_packet;

typedef struct tl_hub tl_hub;
FFI_HANDLE(tl_hub, close = tl_hub_free, threads = send)
typedef struct tl_probe tl_probe;
FFI_HANDLE(tl_probe, close = tl_probe_close)

const char *tl_last_error(void);
const char *tl_status_text(tl_status s);

/** Makes a hub. @param capacity most samples. */
tl_status tl_hub_new(uint32_t capacity, FFI_OUT tl_hub **hub);
void tl_hub_free(tl_hub *hub);
/** Hubs and probes alive. */
int32_t tl_alive(void);

/** Opens a probe of the hub; the hub must outlive it. */
tl_status tl_probe_open(tl_hub *hub, const char *name, FFI_OUT tl_probe **probe);
void tl_probe_close(tl_probe *probe);
/** The hub's own probe. */
FFI_BORROWED tl_probe *tl_hub_main_probe(tl_hub *hub);
/** The probe's name. */
FFI_BORROWED const char *tl_probe_name(tl_probe *probe);
/** A description. */
FFI_OWNED(tl_free) char *tl_probe_describe(tl_probe *probe, FFI_NULLABLE const char *suffix);
void tl_free(void *p);

/** Sum of numbers. */
tl_status tl_sum(FFI_COUNTED_BY(n) const float *values, size_t n, FFI_OUT double *sum);
tl_status tl_sum_u8(FFI_COUNTED_BY(n) const uint8_t *values, size_t n, FFI_OUT uint64_t *sum);
tl_status tl_sum_i64(FFI_COUNTED_BY(n) const int64_t *values, size_t n, FFI_OUT int64_t *sum);
/** Fills numbers. */
tl_status tl_fill(FFI_OUT FFI_COUNTED_BY(capacity) float *values, size_t capacity, FFI_OUT FFI_COUNT_OF(values) size_t *written);
/** Scales in place. */
tl_status tl_scale(FFI_INOUT FFI_COUNTED_BY(n) float *values, size_t n, float by);
/** Adds samples. */
tl_status tl_hub_push(tl_hub *hub, FFI_COUNTED_BY(n) const tl_sample *samples, size_t n);
/** Reads samples. */
tl_status tl_hub_pull(tl_hub *hub, FFI_OUT FFI_COUNTED_BY(cap) tl_sample *samples, size_t cap, FFI_OUT FFI_COUNT_OF(samples) size_t *n);
/** All samples, where they are. */
FFI_BORROWED const tl_sample *tl_hub_view(tl_hub *hub, FFI_OUT size_t *n);

/** By value. */
tl_point tl_mid(tl_point a, tl_point b);
tl_value tl_swap(tl_value v);
tl_bits tl_bump(tl_bits b);
/** Counts up. */
tl_status tl_count(FFI_INOUT int32_t *n);
tl_status tl_move(FFI_INOUT tl_point *p, double dx);
/** Distance, or NULL for the origin. */
double tl_dist(const tl_point *a, FFI_NULLABLE const tl_point *b);
tl_kind tl_next_kind(tl_kind k);
uint32_t tl_opts_of(tl_opts o);
int8_t tl_i8(int8_t v);
uint64_t tl_u64(uint64_t v);
bool tl_not(bool v);
float tl_f(float v);

/** Called for each sample; not 0 stops. */
typedef int (*tl_visit)(void *user, const tl_sample *s);
tl_status tl_hub_each(tl_hub *hub, FFI_CALLBACK(user_data = user, lifetime = call) tl_visit visit, void *user);
/** Told of every push until unwatched. */
typedef void (*tl_watch)(void *user, int32_t count);
tl_status tl_hub_watch(tl_hub *hub, FFI_CALLBACK(user_data = user, lifetime = until, until = tl_hub_unwatch, thread = any) tl_watch watch, void *user);
tl_status tl_hub_unwatch(tl_hub *hub, FFI_CALLBACK(user_data = user, lifetime = until, until = tl_hub_unwatch) tl_watch watch, void *user);
/** Calls back once, from a thread of its own, after some time. */
tl_status tl_later(int32_t ms, FFI_CALLBACK(user_data = user, lifetime = once, thread = any) tl_watch watch, void *user);
/** Waits. */
tl_status tl_hub_wait(tl_hub *hub, int32_t ms) FFI_BLOCKING;
/** A packet. */
FFI_BORROWED const tl_packet *tl_hub_packet(tl_hub *hub);
/** Address of the first number, to prove that nothing was copied. */
uint64_t tl_where(FFI_COUNTED_BY(n) const float *values, size_t n);

#ifdef __cplusplus
}
#endif
#endif
