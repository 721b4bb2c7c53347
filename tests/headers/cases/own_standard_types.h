/* Names of C's own headers, of other types than theirs there: old code for machines without them. */
typedef unsigned long long __uint64_t;
typedef __uint64_t uint64_t;
typedef char int8_t;
typedef struct { long long whole; long double fraction; char more; } max_align_t;
typedef unsigned size_t;
struct sample { uint64_t at; int8_t level; size_t index; max_align_t any; };
uint64_t sample_time(const struct sample *s);
size_t sample_index(const struct sample *s, size_t from);
#define SAMPLE_BYTES ((uint64_t)64)
