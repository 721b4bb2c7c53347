/* Objects whose closures keep off calls on what belongs to them, which may belong to several. */
#include <stddef.h>
#include <ffigen/annotations.h>
FFI_MODULE(kin, prefix = k_)
FFI_HANDLE(k_bag, close = k_bag_close, threads = send)
typedef struct k_bag k_bag; void k_bag_close(k_bag *b);
FFI_HANDLE(k_walk, close = k_walk_close, threads = send)
typedef struct k_walk k_walk; void k_walk_close(k_walk *b);
FFI_HANDLE(k_part, threads = send)
typedef struct k_part k_part;
typedef enum FFI_ERROR_ENUM(ok = K_OK) k_err { K_OK, K_BAD } k_err;
k_err k_bag_open(FFI_OUT k_bag **b);
k_err k_bag_walk(k_bag *b, FFI_OUT k_walk **w);
k_err k_bag_meet(k_bag *b, FFI_NULLABLE k_bag *other, FFI_OUT k_walk **w) FFI_HARMLESS;
FFI_BORROWED const k_part *k_bag_part(const k_bag *b, int at);
FFI_BORROWED FFI_NULLABLE k_part *k_walk_part(k_walk *b);
k_err k_walk_next(k_walk *w, FFI_OUT int *value);
int k_part_size(const k_part *part);
typedef void (*k_look)(void *u, int value);
k_err k_bag_each(const k_bag *b, FFI_CALLBACK(user_data = u) k_look l, void *u);
FFI_BORROWED FFI_COUNTED_BY(n) const float *k_bag_data(const k_bag *b, FFI_OUT size_t *n);
k_err k_maybe_walk(FFI_NULLABLE k_bag *b, FFI_OUT k_walk **w);
