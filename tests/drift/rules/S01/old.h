#include <stdint.h>

#include <ffigen/annotations.h>

char *au_name(void) FFI_OWNED(au_free);
void au_free(char *text);
