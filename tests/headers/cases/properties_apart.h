/* A property's two functions, with others between them and the one that sets it first: Python wants them side by side. */
#include <ffigen/annotations.h>
FFI_HANDLE(dial, close = dial_free)
typedef struct dial dial;
dial *dial_new(void);
void dial_free(dial *d);
int dial_get_depth(const dial *d);
int dial_get_width(const dial *d);
void dial_set_depth(dial *d, int depth);
void dial_set_height(dial *d, int height);
void dial_turn(dial *d);
void dial_set_width(dial *d, int width);
int dial_get_height(const dial *d);
