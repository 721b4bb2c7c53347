/* `--include-everything`: UNIT_MAX (a macro of the included file) must be in the output, or be reported. */
#include "include_everything_inner.h"
int outer(void);
