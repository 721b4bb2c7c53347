/* Functions called as another type is: in Python their modules import that one's. */
#include <ffigen/annotations.h>
FFI_HANDLE(cell)
FFI_HANDLE(nn_entry, close = nn_entry_free)
struct cell;
typedef struct nn_entry nn_entry;
nn_entry *nn_entry_new(void);
void nn_entry_free(nn_entry *entry);
const struct cell *nn_entry_first(const nn_entry *entry);
int nn_cell(nn_entry *entry, const struct cell *from);
void nn_values(nn_entry *entry);
