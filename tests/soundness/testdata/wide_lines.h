/* What fills a line, and what may be missing. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(wl, prefix = "wl_", library = wl)
typedef enum FFI_ERROR_ENUM(ok = WL_FINE) wl_status { WL_FINE = 0, WL_POOR = 1 } wl_status;
FFI_HANDLE(wl_c168025_t, close = wl_c168025_close)
typedef struct wl_c168025_t wl_c168025_t;
wl_c168025_t *wl_c168025_open(void);
void wl_c168025_close(wl_c168025_t *self);
wl_status wl_c168025_pair(wl_c168025_t *self, FFI_COUNTED_BY(n) FFI_NULLABLE FFI_NAME(renamed) int32_t *restrict data, FFI_COUNTED_BY(n) const int32_t *restrict other, size_t n);
wl_status wl_c168025_texts(wl_c168025_t *self, FFI_TERMINATED_BY(0) FFI_NULLABLE const char **data);
wl_status wl_c168025_room(wl_c168025_t *self, FFI_OUT FFI_COUNTED_BY(n) char *data, size_t n, FFI_SIZED_BY(n) FFI_NULLABLE size_t *written);
wl_status wl_c168025_look(wl_c168025_t *self, FFI_OUT FFI_BORROWED FFI_COUNTED_BY(n) const int32_t **data, FFI_OUT uint32_t *n) FFI_REALTIME FFI_METHOD(of = wl_c168025_t, kind = static);
/** Lists and records that may be missing. */
typedef enum FFI_CLOSED wl_side { WL_LEFT = 1, WL_RIGHT } wl_side;
typedef struct wl_ranged { FFI_RANGE(1, 3) int32_t x; wl_side side; } wl_ranged;
wl_status wl_ranged_fill(FFI_OUT FFI_COUNTED_BY(n) FFI_NULLABLE wl_ranged *data, size_t n);
FFI_HANDLE(wl_item, close = wl_item_close, threads = send)
typedef struct wl_item wl_item;
wl_item *wl_item_open(void);
void wl_item_close(wl_item *self);
wl_status wl_item_visit(wl_item *self, FFI_COUNTED_BY(n) FFI_NULLABLE wl_item *const *data, uint8_t n) FFI_HARMLESS FFI_METHOD(name = again);
/** Eight numbers, each from a part of its type. */
void wl_item_set_bounds(wl_item *self, FFI_RANGE(0, 1) float min_depth_bounds, FFI_RANGE(0, 1) float max_depth_bounds);
void wl_item_set_depth_bias(wl_item *self, float depth_bias_constant_factor, float depth_bias_clamp, float depth_bias_slope_factor);
/** Bytes that closures see, and change. */
typedef int32_t (*wl_saw)(void *user, FFI_SIZED_BY(n) const void *data, size_t n);
int32_t wl_see(FFI_CALLBACK(user_data = user, lifetime = call) wl_saw saw, void *user);
typedef int32_t (*wl_changed)(void *user, FFI_BORROWED FFI_INOUT FFI_SIZED_BY(n) void *data, size_t n);
int32_t wl_change(FFI_CALLBACK(user_data = user, lifetime = call) wl_changed changed, void *user);
#define WL_FORMAT_8_BIT 1
#define WL_FORMAT_16_BIT 2
#define WL_FORMAT_128_BIT 3
typedef struct wl_r8 { int8_t x; } wl_r8;
typedef struct wl_r16 { int16_t x; } wl_r16;
typedef struct wl_r128 { int32_t x; } wl_r128;
int32_t wl_take(const wl_r8 *a, const wl_r16 *b, const wl_r128 *c);
