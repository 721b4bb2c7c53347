/* Objects that nothing closes, and what hangs on them: an owner that they share has one field. */
#include <ffigen/annotations.h>
FFI_HANDLE(drawer)
FFI_HANDLE(sheet)
typedef struct drawer drawer;
typedef struct sheet sheet;
drawer *drawer_find(const char *name);
sheet *drawer_next(drawer *d);
long drawer_tell(drawer *d);
int sheet_number(const sheet *s);
