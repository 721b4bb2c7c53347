/* Macros with names that C's own headers use: as parameters, types, functions, words of C. */
#define __x __x(x)
#define __s 1
#define __n(x) x
#define size_t(x) ((unsigned)(x))
#define uint32_t 32
#define free(x) place_free(x)
#define malloc place_malloc
#define memcpy(to, from) place_copy(to, from)
#define strlen 5
#define inline
#define const
#define unsigned_ unsigned
struct place { int at; };
typedef int (*place_each)(struct place *place, void *user_data);
void place_free(struct place *place);
struct place *place_malloc(unsigned size);
struct place *place_named(char *name);
struct place place_copy(struct place *to, struct place from);
int place_walk(struct place *place, place_each each, void *user_data);
