#include <stdint.h>

#include <ffigen/annotations.h>

/** The name. */
char *au_name(void) FFI_OWNED(au_free);
void au_free(char *text);
