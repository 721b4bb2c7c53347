// A tag that is a keyword beside a typedef of the same name, and a name that every module of Python has.
typedef struct where *where;
struct where { int x; };
typedef struct type type_;
struct type { struct type *type; };
typedef enum __dict__ { DICT_A } __dict__;
int f(where a, struct where *b, type_ *c, __dict__ d);
typedef void (**match)(int);
struct __file__;
int g(match m, struct __file__ *file, const char *__name__);
extern int __spec__;
