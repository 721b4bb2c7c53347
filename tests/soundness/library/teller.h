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
#endif
