/* Listeners, const results, unions and lists. */
#include <ffigen/annotations.h>
#include <stdint.h>
#include <stddef.h>
FFI_MODULE(ev, prefix = ev_, library = ev)
typedef enum FFI_ERROR_ENUM(ok = EV_OK) ev_status { EV_OK = 0, EV_BAD = 1 } ev_status;
typedef struct ev_bus ev_bus;
FFI_HANDLE(ev_bus, close = ev_bus_free)
ev_status ev_bus_new(FFI_OUT ev_bus **bus);
void ev_bus_free(ev_bus *bus);
typedef void (*ev_fn)(void *user, int32_t n);
/** Adds a listener. */
ev_status ev_bus_add(ev_bus *bus, FFI_CALLBACK(user_data = user, lifetime = until, until = ev_bus_remove) ev_fn fn, void *user);
/** Removes a listener; one that is not there is ignored. */
void ev_bus_remove(ev_bus *bus, FFI_CALLBACK(user_data = user, lifetime = until, until = ev_bus_remove) ev_fn fn, void *user);
void ev_bus_emit(ev_bus *bus, int32_t n);
/** Default settings, in read-only memory. */
typedef struct ev_settings { int32_t rate; double gain; } ev_settings;
const ev_settings *ev_defaults(void);
FFI_BORROWED const ev_settings *ev_bus_settings(ev_bus *bus);
typedef union ev_number { int32_t i; float f; uint64_t u; } ev_number;
int32_t ev_as_int(ev_number n);
typedef struct ev_node ev_node;
struct ev_node { int32_t value; ev_node *next; const char *label; };
FFI_BORROWED const ev_node *ev_bus_first(ev_bus *bus);
ev_status ev_text(FFI_OUT FFI_COUNTED_BY(cap) char *buffer, size_t cap);
FFI_OWNED(ev_free) uint8_t *ev_blob(FFI_OUT size_t *size);
void ev_free(void *p);
ev_status ev_names(FFI_COUNTED_BY(n) const char *const *names, size_t n, FFI_OUT uint64_t *bytes);
