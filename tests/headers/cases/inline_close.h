/* What would close an object has no symbol, or cannot be called: the object has no close function. */
struct proxy;
struct proxy *proxy_new(void);
int proxy_version(struct proxy *proxy);
void proxy_marshal(struct proxy *proxy, int opcode);
static inline void proxy_destroy(struct proxy *proxy) { proxy_marshal(proxy, 0); }
typedef struct secret secret;
secret *secret_new(void);
int secret_size(const secret *s);
__attribute__((visibility("hidden"))) void secret_free(secret *s);
