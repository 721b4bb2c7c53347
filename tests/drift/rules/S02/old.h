#include <stdint.h>

#include <ffigen/annotations.h>

typedef void (*au_on_data)(uint32_t count, void *user);
void au_listen(FFI_CALLBACK(user_data = user, lifetime = until, until = au_ignore) au_on_data f, void *user);
void au_ignore(void);
