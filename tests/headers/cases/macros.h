/* Macros of every odd sort: the ones with a value have C's, the others are left out and said. */
typedef void (*sig_fn)(int);
void default_handler(int);
#define SIG_NONE ((sig_fn)0)
#define SIG_BAD ((void (*)(int))-1)
#define HANDLER default_handler
#define TEXT_CAST ((const char *)"cast text")
#define TEXT_PLAIN "plain"
#define TEXT_INDEX (&"index"[1])
#define WHEN __DATE__ " " __TIME__
#define WHERE __FILE__
#define WHICH __LINE__
#define NESTED (WHICH + 1)
#define COUNTED __COUNTER__
#define BOTH (1 ? "yes" : "no")
#define SHIFTED (1LL << 63)
#define ALL_ONES (~0ULL)
#define POINTER ((void *)0xdead0000)
#define KEYWORD_ALIAS inline
#define OPEN (
#define TYPE_ALIAS unsigned char
#define ATTRIBUTE __attribute__((unused))
#define EMPTY
#define CALL(x) ((x) + 1)
#define CALLED CALL(41)
#define SIZED sizeof(struct { int a; char b; })
#define BIG 123456789012345678ULL
#define CHARS 'a'
#define STRUCT_VALUE ((struct pair){1, 2})
struct pair { int a, b; };
#define ASSIGN (*(int *)0 = 1)
#define COMMA (1, 2)
#define PASTE(a, b) a##b
#define DIGRAPH <:
#define BEYOND (1 << 63)
