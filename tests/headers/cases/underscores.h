/* names of nothing but underscores */
enum level { _ = 0, ___, LEVEL_HIGH };
struct ____ { int __; };
int _____(struct ____ *______, enum level level);
#define _______ 7
typedef struct ____ ________;
