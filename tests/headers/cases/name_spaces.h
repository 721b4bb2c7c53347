/* Tags, typedefs, functions, macros and members live apart in C. */
typedef int status;
struct status { int code; };
typedef struct window *window;
struct window { int width; };
enum colour { RED };
typedef unsigned colour;
struct stat_like { int size; };
int stat_like(const char *path, struct stat_like *out);
union shape { int a; float b; };
typedef struct shape_tag { union shape inner; } shape;
int status_of(struct status *s, status plain);
int window_width(window w, struct window *same);
int paint(enum colour c, colour number);
int use_shape(shape *s, union shape *u, union shape v);
