/* Types and functions named as what emitted code calls its own variables. */
typedef int status;
typedef struct value { int a; } value;
typedef struct result { double x, y; } result;
typedef const char *text;
typedef unsigned size;
typedef enum code { CODE_A, CODE_B } code;
typedef void *data;
typedef struct thread thread;
typedef int (*callback)(value v, void *user_data);
result result_of(value value, size size);
status named(text text, status status);
value make(code code, const char *text);
int each(callback callback, void *user);
result (*maker(void))(value);
text text_of(code code);
data data_of(data data);
typedef result (*get_result)(const value *value);
result call_it(get_result get, const value *value);
thread *thread_new(const char *name);
void thread_free(thread *thread);
int thread_count(const thread *thread);
struct point { int x, y; };
struct point target(struct point target, const char *name);
int pointer(const char *name);
int before(struct point outer, const char *name);
static inline struct point frame(struct point at) { return at; }
/* A constant that is called like another thing's type elsewhere. */
enum { x_ = 3 };
struct x_ { int a; };
int of_x(const struct x_ *of);
/* A type and a value of one name, which the other languages tell apart by their case. */
#define A 8
struct a { int of; };
int a(const struct a *of);
/* Enumerators of such names are no types. */
enum part { bytes, item, length };
enum part part_of(enum part part);
