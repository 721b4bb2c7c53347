/* Counts that C gives: -1, and more than there is room for. */
#include <ffigen/annotations.h>
#include <stdint.h>
#include <stddef.h>
FFI_MODULE(c5, prefix = c5_, library = c5)
typedef void (*c5_data)(void *user, FFI_COUNTED_BY(n) const uint8_t *data, int n);
/** C passes -1 at the end of the stream, as zlib's and libpng's do. */
void c5_run(FFI_CALLBACK(user_data = user, lifetime = call) c5_data f, void *user);
/** Returns -1 in count */
void c5_read(FFI_OUT FFI_COUNTED_BY(cap) uint8_t *b, int cap, FFI_OUT FFI_COUNT_OF(b) int *n);
/** out text */
void c5_text(FFI_OUT FFI_COUNTED_BY(cap) char *b, size_t cap, FFI_OUT FFI_COUNT_OF(b) size_t *n);
/** out text whose count returned as int */
typedef enum FFI_ERROR_ENUM(ok = C5_OK) c5_status { C5_OK, C5_TOO_SMALL } c5_status;
c5_status c5_text3(FFI_OUT FFI_COUNTED_BY(cap) char *b, size_t cap, FFI_OUT FFI_COUNT_OF(b) size_t *n);
