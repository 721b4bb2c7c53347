/* Lengths that are sums and products are no parameters: nothing is heard there, and nothing is wrong. */
#define _Out_writes_bytes_(n)
#define _In_reads_(n)
#define SDL_OUT_BYTECAP(n)
typedef unsigned long count;
int copy_words(_Out_writes_bytes_(words * 4) void *to, _In_reads_(words + 1) const int *from, count words);
int fill(SDL_OUT_BYTECAP(length) void *to, count length);
int odd(_Out_writes_bytes_(to) void *to, _In_reads_(elsewhere) const int *from);
