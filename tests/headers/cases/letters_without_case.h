/* Letters without case: a constant and a function whose names differ in case elsewhere. */
#include <ffigen/annotations.h>
FFI_MODULE(caseless, prefix = lib_)
#define 数据 1
struct caseless { int 值; };
int lib_数据(int 值);
/* A type and a parameter of one name, which differ in case elsewhere. */
struct 名 { int 值; };
void lib_take(struct 名 *out, struct caseless *caseless);
double lib_measure(int 名, struct 名 given);
/* A ligature is other letters in a file's name, and a type's name is its module's. */
typedef struct ﬁeld ﬁeld;
int lib_number(const ﬁeld *of);
struct parts { long double _Complex whole; int k; };
