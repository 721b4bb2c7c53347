/* A hook that another header's functions call. */
#ifndef HOOKS_H
#define HOOKS_H
#include <ffigen/annotations.h>
FFI_MODULE(hooks, prefix = hk_, library = big)
typedef void (*hk_log)(const char *text, void *user);
/** Sets the log. */
void hk_set_log(FFI_CALLBACK(user_data = user, lifetime = until, until = hk_clear_log) hk_log log, void *user);
void hk_clear_log(void);
#endif
