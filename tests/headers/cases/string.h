/* Named as a header of the C library, and including that one. */
#include <stddef.h>
size_t my_length(const char *text);
