/* The seccomp profiles of older container engines answer clone3 with EPERM, at which the C library
 * gives up making threads; at ENOSYS, an old kernel's answer, it takes clone. It is no loss to
 * always do so. */
#include <errno.h>
#include <stddef.h>

int __clone3(void* arguments, size_t size, int (*function)(void*), void* argument);

int __clone3(void* arguments, size_t size, int (*function)(void*), void* argument) {
    (void)arguments;
    (void)size;
    (void)function;
    (void)argument;
    errno = ENOSYS;
    return -1;
}
