/* Names that are keywords somewhere. */
struct type { int fn, def, func, in, match, async, None, self, range, go, chan, impl; };
enum where { await, yield, lambda, crate, super, Self, nonlocal };
typedef struct import { struct type *class; } import;
int use(int mod, struct type *trait, int var, import *pass);
int print(int from, int package, int interface);
int select_(int select, int map, int defer, int fallthrough);
#define True 1
#define is 2
extern int raise;
typedef int (*del)(int global, int assert);
int call(del with);
int dyn(void), loop(void), unsafe(void), macro(void), gen(void), final(void), exec(void);
