/* macros called as what emitted code calls its parameters, variables and members */
struct pair { int first, second; };
typedef struct pair (*on_pair)(struct pair both);
struct pair swap(struct pair both, int length, const char *text);
int text_of(char *text, unsigned long size, unsigned long *length);
long double wide(void);
#define result '\0'
#define value 1 ? 2 :
#define text "text"
#define length (1
#define status )
#define size sizeof
#define data {
#define both 7
#define address &
#define thread _Thread_local
