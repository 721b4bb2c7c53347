/* Memory that Go's collector must see, of an alignment that Go does not have. */
#ifndef OVER_H
#define OVER_H
#include <ffigen/annotations.h>
FFI_MODULE(over, prefix = ov_, library = m)
typedef struct ov_job { __attribute__((aligned(32))) float v[8]; const char *name; struct ov_job *next; } ov_job;
double sin(double);
#endif
