/* Shapes without a safe form: each stays raw, and all else is there. */
#include <ffigen/annotations.h>
#include <stdint.h>
#include <stddef.h>
FFI_MODULE(gap, prefix = gp_, library = gap)
typedef struct gp_ctx gp_ctx;
FFI_HANDLE(gp_ctx, close = gp_ctx_free)
gp_ctx *gp_ctx_new(void);
void gp_ctx_free(gp_ctx *c);
/* borrowed slice out */
const float *gp_ctx_data(gp_ctx *c, FFI_OUT size_t *n);
/* owned buffer out */
int gp_encode(FFI_COUNTED_BY(n) const uint8_t *in, size_t n, FFI_OUT uint8_t **out, FFI_OUT size_t *size);
void gp_free(void *p);
/* 2-D */
void gp_image(FFI_OUT uint8_t *pixels, uint32_t width, uint32_t height, size_t stride);
/* struct with embedded slice */
typedef struct gp_view { FFI_COUNTED_BY(len) const uint8_t *data; size_t len; } gp_view;
gp_view gp_ctx_view(gp_ctx *c);
void gp_put(gp_view v);
/* struct with callbacks (vtable) */
typedef struct gp_ops { int (*read)(void *user, uint8_t *buf, size_t n); void (*close)(void *user); void *user; } gp_ops;
gp_ctx *gp_ctx_open(const gp_ops *ops);
/* variadic */
int gp_printf(const char *fmt, ...);
/* global variable */
extern const int gp_limit; extern int gp_debug;
/* array param with fixed bound */
void gp_matrix(const float m[16]);
/* refcounted */
gp_ctx *gp_ctx_ref(gp_ctx *c);
/* inline */
static inline int gp_twice(int x) { return 2 * x; }
#define GP_MAKE(a,b) ((a)<<8|(b))
