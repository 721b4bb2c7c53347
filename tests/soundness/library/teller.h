/* A part of shapes.h as a package of its own: it sets a hook that functions of another package
 * call. */
#ifndef TELLER_H
#define TELLER_H
#include <ffigen/annotations.h>
#include <stdint.h>
FFI_MODULE(teller, prefix = sh_, library = shapes)
typedef void (*sh_event)(void* user, const char* what, int64_t number);
int32_t sh_tell(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_tell_nobody,
                             thread = any) sh_event event,
                void* user);
int32_t sh_tell_nobody(void);
typedef struct sh_actor {
    sh_event enter;
    sh_event speak;
    FFI_NULLABLE sh_event leave;
} sh_actor;
int32_t sh_choir_join(FFI_CALLBACK(user_data = user, lifetime = until, until = sh_choir_leave,
                                   thread = any) const sh_actor* actor,
                      void* user);
int32_t sh_choir_leave(void* user);
#endif
