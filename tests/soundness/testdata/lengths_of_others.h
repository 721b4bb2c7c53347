/* Arrays whose lengths are those of others, which stand before them and behind. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(rows, prefix = rows_)
void rows_free(void *memory);
typedef struct rows_point { float x, y; } rows_point;
/* The library makes as many as it is given. */
float *rows_scaled(const float *from FFI_COUNTED_BY(n), size_t n) FFI_OWNED(rows_free) FFI_COUNTED_BY(n);
void rows_made(float **made FFI_OUT FFI_COUNTED_BY(n) FFI_OWNED(rows_free), const float *from FFI_COUNTED_BY(n), uint16_t n);
/* clang-format off */
int32_t rows_fill(size_t rows, size_t columns, const float *cells FFI_COUNTED_BY(rows * columns), const int32_t *tags FFI_COUNTED_BY(rows));
int32_t rows_first(size_t rows, const int32_t *tags FFI_COUNTED_BY(rows), size_t columns, const float *cells FFI_COUNTED_BY(rows * columns));
int32_t rows_out(const int32_t *tags FFI_COUNTED_BY(rows), size_t rows, size_t columns, float *cells FFI_OUT FFI_COUNTED_BY(rows * columns));
int32_t rows_optional(float *cells FFI_INOUT FFI_NULLABLE FFI_COUNTED_BY(rows * columns), const int32_t *tags FFI_NULLABLE FFI_COUNTED_BY(rows), int32_t rows, uint8_t columns);
void rows_bytes(float *cells FFI_OUT FFI_COUNTED_BY(size * columns), const char *bytes FFI_SIZED_BY(size), size_t size, size_t columns);
void rows_points(rows_point *cells FFI_OUT FFI_COUNTED_BY(n * m), const rows_point *points FFI_COUNTED_BY(n), size_t n, size_t m);
void rows_room(float *filled FFI_OUT FFI_COUNTED_BY(n), size_t n, size_t m, const float *cells FFI_COUNTED_BY(n * m));
void rows_apart(const float *cells FFI_COUNTED_BY(n * m), const float *const *lines FFI_COUNTED_BY(n) FFI_EACH_COUNTED_BY(m), size_t n, size_t m);
void rows_named(const float *cells FFI_COUNTED_BY(n * m), const char *const *names FFI_COUNTED_BY(n), size_t n, size_t m);
void rows_labelled(char label[8] FFI_OUT, const float *cells FFI_COUNTED_BY(n * 3), const uint8_t *marks FFI_COUNTED_BY(n), uint32_t n);
typedef void (*rows_seen)(void *user, const float *cells FFI_COUNTED_BY(rows * columns), const int32_t *tags FFI_COUNTED_BY(rows), size_t rows, size_t columns);
void rows_watch(FFI_CALLBACK(user_data = user, lifetime = call) rows_seen seen, void *user);
