/* What callers did wrong, and why calls fail. */
#include "core.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FAULTS = SH_FAULT_MOVED + 1 };

static atomic_uint counts[FAULTS];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char first[256];
static _Thread_local char last_error[256];
static _Thread_local char first_copy[256];

void sh_report(sh_fault fault, const char* format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    atomic_fetch_add(&counts[fault], 1);
    pthread_mutex_lock(&mutex);
    if (!*first)
        memcpy(first, text, sizeof first);
    pthread_mutex_unlock(&mutex);
    if (getenv("SHAPES_VERBOSE"))
        fprintf(stderr, "shapes: fault: %s\n", text);
    if (getenv("SHAPES_ABORT"))
        abort(); /* for a debugger or a sanitizer's stack */
}

uint32_t sh_faults_of(sh_fault fault) {
    sh_check_deleted();
    return (unsigned)fault < FAULTS ? atomic_load(&counts[fault]) : 0;
}

uint32_t sh_faults(void) {
    sh_check_deleted();
    uint32_t all = 0;
    for (int i = 0; i < FAULTS; i++)
        all += atomic_load(&counts[i]);
    return all;
}

const char* sh_first_fault(void) {
    sh_check_deleted();
    pthread_mutex_lock(&mutex);
    memcpy(first_copy, first, sizeof first_copy);
    pthread_mutex_unlock(&mutex);
    return first_copy;
}

void sh_reset(void) {
    sh_check_deleted();
    for (int i = 0; i < FAULTS; i++)
        atomic_store(&counts[i], 0);
    pthread_mutex_lock(&mutex);
    first[0] = '\0';
    pthread_mutex_unlock(&mutex);
}

sh_status sh_because(sh_status status, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(last_error, sizeof last_error, format, arguments);
    va_end(arguments);
    return status;
}

const char* sh_last_error(void) { return last_error; }

const char* sh_status_text(sh_status status) {
    static const char* const texts[] = {"ok",      "missing", "too small", "invalid",
                                        "timeout", "end",     "refused",   "gone"};
    return (unsigned)status < sizeof texts / sizeof *texts ? texts[status] : "unknown";
}

sh_status sh_fail(int32_t code, bool fresh) {
    if (fresh && code)
        return sh_because((sh_status)code, "failed with %d as asked", (int)code);
    return (sh_status)code;
}

int32_t sh_fail_errno(int32_t code) {
    errno = code;
    return code ? -1 : 7;
}

char* sh_text_errno(int32_t code) {
    errno = code;
    return code ? NULL : sh_copy_text("no error", SH_KIND_MEMORY);
}
