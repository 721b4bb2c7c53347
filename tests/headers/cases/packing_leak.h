#include "packing_leak.inc.h"
struct after { char a; int b; };
int use_after(struct after *a);
