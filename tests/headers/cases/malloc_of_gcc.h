/* Said to GCC, and an error to clang. */
#include <stddef.h>
struct tape;
void tape_free(struct tape *tape);
__attribute__((malloc, malloc(tape_free, 1))) struct tape *tape_new(size_t length);
