/* A result that points to an object of another. */
#include <ffigen/annotations.h>
FFI_HANDLE(item)
FFI_HANDLE(box, close = box_free)
typedef struct item item;
typedef struct box box;
box *box_new(void);
void box_free(box *b);
int item_weight(const item *i);
int item_set(item *i, int w);
const item *box_first(const box *b);
