/* Unions that take any of their members as an argument: what glibc has for addresses of sockets, and for wait. */
struct place { int at; };
struct room { int number; double size; };
typedef union { struct place *as_place; const struct room *as_room; } any_of __attribute__((__transparent_union__));
typedef union { int *status; unsigned *bits; } status_of __attribute__((transparent_union));
int tu_bind(int fd, any_of of, unsigned length);
int tu_wait(status_of status);
struct place *tu_first(any_of of);
typedef int (*tu_each)(any_of of, void *user_data);
int tu_walk(tu_each each, void *user_data);
