/* Modelled on Wayland's client 1.20: requests and new objects in one call, an inline function written otherwise. */
#include <stdint.h>
typedef struct proxy proxy;
struct interface;
struct message { const char *name, *signature; const struct interface **types; };
struct interface { const char *name; int version, method_count; const struct message *methods; int event_count; const struct message *events; };
struct list { struct list *previous, *next; };
struct array { uint64_t size, alloc; void *data; };
typedef int32_t fixed;
#define MARSHAL_FLAG_DESTROY (1 << 0)
extern const struct interface display_interface;
void proxy_marshal(proxy *p, uint32_t opcode, ...);
proxy *proxy_marshal_flags(proxy *p, uint32_t opcode, const struct interface *of, uint32_t version, uint32_t flags, ...);
proxy *proxy_create(proxy *factory, const struct interface *of);
int display_dispatch(proxy *display);
static inline double fixed_to_double(fixed f) { const double all = f; return all * (1 / 256.0); }
