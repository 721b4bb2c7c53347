/* Plugins. */
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
FFI_MODULE(tables_with_values, prefix = "pl_", library = "plug")
typedef enum FFI_ERROR_ENUM(ok = PL_OK) pl_status { PL_OK = 0, PL_BAD = 1 } pl_status;
typedef enum pl_kind { PL_EFFECT = 1, PL_SYNTH = 2 } pl_kind;
FFI_HANDLE(pl_host, close = pl_host_close, threads = send)
/** A host of plugins. */
typedef struct pl_host pl_host;
/** What a plugin is. */
typedef struct pl_plugin {
    uint32_t struct_size;
    /** Called what. */
    const char *name;
    FFI_NULLABLE const char *vendor;
    pl_kind kind;
    FFI_RANGE(0, 127u) uint8_t priority;
    FFI_UNIT("Hz") double rate;
    bool is_default;
    /** Processes. */
    int32_t (*process)(void *user, int32_t x);
    FFI_NULLABLE void (*reset)(void *user);
    void *user;
} pl_plugin;
pl_status pl_host_open(FFI_OUT pl_host **host);
void pl_host_close(pl_host *host);
/** Adds one; the host keeps the record where it is. */
pl_status pl_host_add(pl_host *host, FFI_CALLBACK(user_data = user, size = struct_size, lifetime = close) const pl_plugin *plugin);
/** Tries one within the call. */
pl_status pl_host_try(pl_host *host, FFI_CALLBACK(user_data = user, size = struct_size, lifetime = call) const pl_plugin *plugin, FFI_OUT int32_t *sum);
/** Sum of all. */
pl_status pl_host_run(pl_host *host, int32_t x, FFI_OUT int32_t *sum);
/** All names. */
pl_status pl_host_names(const pl_host *host, FFI_OUT FFI_COUNTED_BY(size) char *text, size_t size);
/** What is used where there is no other, in the whole process. */
pl_status pl_set_default(FFI_CALLBACK(user_data = user, size = struct_size, lifetime = process) const pl_plugin *plugin);
/** Adds one that leaves again. */
pl_status pl_host_lend(pl_host *host, FFI_CALLBACK(user_data = user, size = struct_size, until = pl_host_leave) const pl_plugin *plugin);
pl_status pl_host_leave(pl_host *host, void *user);
