/* GNU's letter that other languages do not have. */
struct price$tag { int in$, of$us; };
typedef struct price$tag price$;
enum $kind { KIND$A, $B };
#define RATE_$ 3
int price$of(const price$ *of$, int a$b);
void $each(struct price$tag tag);
extern int total$;
struct beside { int a; };
