#include <stdint.h>

#include <ffigen/annotations.h>

char *au_name(void) FFI_BORROWED;
void au_free(char *text);
