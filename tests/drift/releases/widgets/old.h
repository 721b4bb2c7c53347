/* Modelled on GLib 2.66: names by macros, a function of 32-bit sizes, padding for vtables to come. */
#include <stddef.h>
typedef struct object_class object_class;
typedef struct object { object_class *klass; unsigned references; void *data; } object;
struct object_class {
    unsigned long type;
    void (*dispose)(object *self);
    void (*finalize)(object *self);
    void *padding[6];
};
typedef enum { OBJECT_FLAGS_NONE = 0, OBJECT_NEW = 1 << 0 } object_flags;
void *memory_dup(const void *from, unsigned size);
object *object_new(unsigned long type, const char *first, ...);
int atomic_get(const volatile int *at);
unsigned log_handler(const char *domain, int levels, void (*handler)(const char *, int, const char *, void *), void *user);
