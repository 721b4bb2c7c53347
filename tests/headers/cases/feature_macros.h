/* Decides itself what the C library shows it, as liburing.h does: before the first of the library's headers. */
#ifndef FEATURE_MACROS_H
#define FEATURE_MACROS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 500
#endif
#if 0
#define _TIME_BITS 64
#define _ALL_SOURCE
#endif

#include <sched.h>
#include <sys/socket.h>

struct feature_peer {
    struct ucred who;
    cpu_set_t where;
};
int feature_pin(const cpu_set_t* where, const struct feature_peer* peer);

#endif
