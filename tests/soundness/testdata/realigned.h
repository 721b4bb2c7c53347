/* Types at alignments that others do not have: their memory is raw. */
#include <ffigen/annotations.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(ra, prefix = ra_, library = ra)
/** May lie anywhere. */
typedef uint32_t ra_u32 __attribute__((aligned(1)));
/** A point. */
typedef struct ra_point { double x, y; } ra_point;
/** Anywhere. */
typedef ra_point ra_upoint __attribute__((aligned(1)));
/** Everywhere 64. */
typedef float ra_wide __attribute__((aligned(64)));
/** Made. */
FFI_BORROWED FFI_COUNTED_BY(n) const ra_u32* ra_table(FFI_OUT size_t* n) FFI_NO_CALLBACK;
/** Sum. */
uint32_t ra_sum(FFI_COUNTED_BY(n) const ra_u32* values, size_t n) FFI_NO_CALLBACK;
/** First. */
FFI_BORROWED const ra_upoint* ra_first(void) FFI_NO_CALLBACK;
/** Points. */
FFI_BORROWED FFI_COUNTED_BY(n) const ra_upoint* ra_points(FFI_OUT size_t* n) FFI_NO_CALLBACK;
/** Owned. */
void ra_free(void* p);
FFI_OWNED(ra_free) FFI_COUNTED_BY(n) ra_u32* ra_make(FFI_OUT size_t* n) FFI_NO_CALLBACK;
/** Calls. */
typedef uint32_t (*ra_each)(void* user, FFI_COUNTED_BY(n) const ra_u32* values, size_t n);
uint32_t ra_map(FFI_CALLBACK(user_data = user, lifetime = call) ra_each each, void* user);
/** Calls. */
typedef uint32_t (*ra_one)(void* user, const ra_upoint* p);
uint32_t ra_on(FFI_CALLBACK(user_data = user, lifetime = call) ra_one each, void* user);
/** Wide. */
float ra_wsum(const ra_wide* values) FFI_NO_CALLBACK;
float ra_wsumn(FFI_COUNTED_BY(n) const ra_wide* values, size_t n) FFI_NO_CALLBACK;
