/* Modelled on Lua 5.3: a record that programs allocate, constants of a status, functions that are macros of others. */
#include <stddef.h>
typedef struct script_state script_state;
typedef int (*script_function)(script_state *L);
typedef ptrdiff_t script_context;
#define SCRIPT_VERSION_NUM 503
#define SCRIPT_OK 0
#define SCRIPT_YIELD 1
#define SCRIPT_ERRGCMM 5
#define SCRIPT_ERRERR 6
struct script_debug { int event; const char *name; int line; unsigned char upvalues, parameters; char vararg, tail; char source[60]; void *call; };
script_state *script_new(void *(*alloc)(void *user, void *p, size_t from, size_t to), void *user);
int script_resume(script_state *L, script_state *from, int count);
void *script_new_userdata(script_state *L, size_t size);
int script_gc(script_state *L, int what, int data);
