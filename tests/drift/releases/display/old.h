/* Modelled on Wayland's client 1.19: proxies by functions of variable arguments, tables of the protocol. */
#include <stdint.h>
typedef struct proxy proxy;
struct interface;
struct message { const char *name, *signature; const struct interface **types; };
struct interface { const char *name; int version, method_count; const struct message *methods; int event_count; const struct message *events; };
struct list { struct list *previous, *next; };
struct array { uint64_t size, alloc; void *data; };
typedef int32_t fixed;
extern const struct interface display_interface;
void proxy_marshal(proxy *p, uint32_t opcode, ...);
proxy *proxy_create(proxy *factory, const struct interface *of);
int display_dispatch(proxy *display);
static inline double fixed_to_double(fixed f) { return f / 256.0; }
