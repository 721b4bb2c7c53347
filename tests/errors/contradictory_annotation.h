// run contradictory_annotation.h --lang json -o out
// status 1
// expect contradictory_annotation.h:7:19: error: [A05]
// expect capacity
#include <ffigen/annotations.h>
#include <stddef.h>
void fill(FFI_OUT FFI_COUNTED_BY(capacity) int *values, size_t count);
