/* Closures that look at and change what C shows them, with and without an object. */
#include <ffigen/annotations.h>
FFI_MODULE(shown, prefix = s_)
FFI_HANDLE(s_bag, close = s_bag_close, threads = send)
typedef struct s_bag s_bag; void s_bag_close(s_bag *b);
typedef enum FFI_ERROR_ENUM(ok = S_OK) s_err { S_OK, S_BAD } s_err;
s_err s_bag_open(FFI_OUT s_bag **b);
typedef struct s_pip { int x; } s_pip;
typedef void (*s_edit)(void *u, s_pip *p);
typedef void (*s_look)(void *u, const s_pip *p, FFI_COUNTED_BY(n) const float *data, unsigned n, const char *name);
s_err s_bag_each(const s_bag *b, FFI_CALLBACK(user_data = u) s_edit l, void *u);
s_err s_look_all(FFI_CALLBACK(user_data = u) s_look l, void *u);
s_err s_bag_join(s_bag *b, s_bag *other) FFI_HARMLESS;
typedef void (*s_mix)(void *u, FFI_BORROWED s_pip *p, const s_pip *q, FFI_COUNTED_BY(n) const float *data, unsigned n, const char *name, FFI_NULLABLE const s_pip *r, FFI_COUNTED_BY(m) const char *const *names, unsigned m);
s_err s_bag_mix(const s_bag *b, FFI_CALLBACK(user_data = u) s_mix l, void *u);
s_err s_mix_all(FFI_CALLBACK(user_data = u) s_mix l, void *u);
int s_bag_sum(s_bag *b, FFI_COUNTED_BY(n) const s_bag *const *others, unsigned n) FFI_HARMLESS;
