/* A parameter with the name that emitted code likes. */
#include <ffigen/annotations.h>
FFI_MODULE(c6, prefix = c6_, library = c6)
/** Name of port `i`. */
int c6_port_name(int i, FFI_OUT FFI_COUNTED_BY(cap) char *name, int cap);
