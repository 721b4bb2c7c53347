/* Modelled on Zstandard 1.4's edge: numbers of parameters that no build may count on yet, a record by value. */
#include <stddef.h>
typedef struct context context;
typedef struct { const void *source; size_t size, at; } in_buffer;
typedef struct { void *target; size_t size, at; } out_buffer;
typedef struct { size_t error; int low, high; } bounds;
typedef enum { DIRECTIVE_CONTINUE = 0, DIRECTIVE_FLUSH = 1, DIRECTIVE_END = 2 } end_directive;
typedef enum { LEVEL = 100, WINDOW_LOG = 101, CHECKSUM = 201, EXPERIMENT_1 = 500, EXPERIMENT_2 = 10 } parameter;
typedef enum { STRATEGY_FAST = 1, STRATEGY_GREEDY = 2, STRATEGY_LAZY = 3 } strategy;
#define CONTENT_UNKNOWN (0ULL - 1)
#define CONTENT_ERROR (0ULL - 2)
#define LEVEL_DEFAULT 3
size_t compress(void *to, size_t capacity, const void *from, size_t size, int level);
unsigned long long content_size(const void *from, size_t size);
bounds parameter_bounds(parameter p);
size_t stream(context *c, out_buffer *out, in_buffer *in, end_directive end);
