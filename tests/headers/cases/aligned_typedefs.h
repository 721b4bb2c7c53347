/* aligned on typedefs of named, nameless and basic types. */
typedef struct { double d[3]; } plain_first, aligned_second __attribute__((aligned(32)));
typedef struct named { int a; } named_aligned __attribute__((aligned(16)));
typedef union { long long l; void *p; } cell_union __attribute__((aligned(16)));
typedef int aligned_int __attribute__((aligned(8)));
typedef struct { char text[20]; } uneven __attribute__((aligned(16)));
struct uses { char c; plain_first p; cell_union u; aligned_int i; named_aligned n; };
int uses_sum(const struct uses *u, cell_union *cells);
void fill(plain_first *p, uneven *e);
