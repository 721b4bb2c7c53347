/* A static program must not load libraries that were linked with another C library. ffigen has no
 * use for those that would be loaded: elfutils looks for libdebuginfod, to ask the network for
 * debug information; glibc for the modules that look up users, for LLVM to find a home directory
 * where HOME is not set. The linker, which warns of dlopen by name, sends it here by --wrap. */
#include <pwd.h>
#include <stddef.h>

void* __wrap_dlopen(const char* file, int mode);

void* __wrap_dlopen(const char* file, int mode) {
    (void)file;
    (void)mode;
    return NULL;
}

int getpwuid_r(uid_t user, struct passwd* entry, char* buffer, size_t size,
               struct passwd** result) {
    (void)user;
    (void)entry;
    (void)buffer;
    (void)size;
    *result = NULL;
    return 0;
}

int getpwnam_r(const char* name, struct passwd* entry, char* buffer, size_t size,
               struct passwd** result) {
    (void)name;
    return getpwuid_r(0, entry, buffer, size, result);
}
