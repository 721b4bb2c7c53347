/* Modelled on GLib 2.76: the same with sizes of the machine, one function in the vtable's padding. */
#include <stddef.h>
typedef struct object_class object_class;
typedef struct object { object_class *klass; unsigned references; void *data; } object;
struct object_class {
    unsigned long type;
    void (*dispose)(object *self);
    void (*finalize)(object *self);
    void (*constructed)(object *self);
    void *padding[5];
};
typedef enum { OBJECT_FLAGS_NONE = 0, OBJECT_DEFAULT = 0, OBJECT_NEW = 1 << 0 } object_flags;
__attribute__((deprecated("use memory_dup2"))) void *memory_dup(const void *from, unsigned size);
void *memory_dup2(const void *from, size_t size);
object *object_new(unsigned long type, const char *first, ...);
int atomic_get(const volatile int *at);
unsigned log_handler(const char *domain, int levels, void (*handler)(const char *, int, const char *, void *), void *user);
