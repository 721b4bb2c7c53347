/* Names that cgo takes for something else than a function or typedef: tags, sizes, its helpers, C's types. */
typedef struct plain { int a; } struct_plain, *sizeof_t;
typedef union both { int a; float b; } union_of;
typedef enum kind { KIND_ONE, KIND_TWO } enum_kind;
float sizeof_(short a, const unsigned *b);
int sizeof_record(const struct_plain *of);
int struct_size(int a);
int union_find(union_of *in, sizeof_t of);
enum_kind enum_next(enum_kind of);
int CString(const char *text);
int GoString(int a);
int GoBytes(void);
int schar(int a);
unsigned ulonglong(unsigned a);
