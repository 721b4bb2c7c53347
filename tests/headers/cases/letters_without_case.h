/* Letters without case: a constant and a function whose names differ in case elsewhere. */
#include <ffigen/annotations.h>
FFI_MODULE(caseless, prefix = lib_)
#define 数据 1
struct caseless { int 值; };
int lib_数据(int 值);
