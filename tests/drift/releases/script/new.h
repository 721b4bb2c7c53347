/* Modelled on Lua 5.4: numbers of errors closed up, results counted, variable arguments, a record with more. */
#include <stddef.h>
typedef struct script_state script_state;
typedef int (*script_function)(script_state *L);
typedef ptrdiff_t script_context;
#define SCRIPT_VERSION_NUM 504
#define SCRIPT_OK 0
#define SCRIPT_YIELD 1
#define SCRIPT_ERRERR 5
struct script_debug { int event; const char *name; int line; unsigned char upvalues, parameters; char vararg, tail; unsigned short first_moved, moved; char source[60]; void *call; };
script_state *script_new(void *(*alloc)(void *user, void *p, size_t from, size_t to), void *user);
int script_resume(script_state *L, script_state *from, int count, int *results);
void *script_new_userdata_values(script_state *L, size_t size, int values);
#define script_new_userdata(L, size) script_new_userdata_values(L, size, 1)
int script_gc(script_state *L, int what, ...);
