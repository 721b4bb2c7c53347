/* Closures that are shown bytes, which C declares as characters. */
#include <ffigen/annotations.h>
#include <stddef.h>
FFI_MODULE(keys, prefix = keys_)
FFI_HANDLE(keys_store, close = keys_store_free, threads = send)
typedef struct keys_store keys_store;
keys_store *keys_store_new(void);
void keys_store_free(keys_store *store);
typedef int (*keys_seen)(void *user, FFI_SIZED_BY(n) const char *key, size_t n);
typedef int (*keys_compare)(void *user, FFI_SIZED_BY(n) const char *a, size_t n, FFI_SIZED_BY(m) const char *b, size_t m);
typedef int (*keys_change)(void *user, FFI_BORROWED FFI_SIZED_BY(n) char *key, size_t n);
typedef int (*keys_both)(void *user, FFI_SIZED_BY(n) const char *key, size_t n, FFI_BORROWED FFI_SIZED_BY(m) char *value, size_t m);
typedef int (*keys_signed)(void *user, FFI_COUNTED_BY(n) const signed char *key, size_t n);
/* clang-format off */
#define KEYS(name, type) \
    void keys_call_##name(FFI_CALLBACK(user_data = user, lifetime = call) type closure, void *user); \
    void keys_store_call_##name(keys_store *store, FFI_CALLBACK(user_data = user, lifetime = call) type closure, void *user); \
    void keys_store_keep_##name(keys_store *store, FFI_CALLBACK(user_data = user, lifetime = close) type closure, void *user);
KEYS(seen, keys_seen)
KEYS(compare, keys_compare)
KEYS(change, keys_change)
KEYS(both, keys_both)
KEYS(signed, keys_signed)
