/* Arrays that share a count, some of which may be missing. */
#ifndef SHARED_COUNTS_H
#define SHARED_COUNTS_H
#include <ffigen/annotations.h>
#include <stddef.h>

double sc_first(FFI_NULLABLE FFI_COUNTED_BY(n) const float* a, FFI_COUNTED_BY(n) const float* b, size_t n);
double sc_second(FFI_COUNTED_BY(n) const float* a, FFI_NULLABLE FFI_COUNTED_BY(n) const float* b, size_t n);
double sc_both(FFI_NULLABLE FFI_COUNTED_BY(n) const float* a, FFI_NULLABLE FFI_COUNTED_BY(n) const float* b, size_t n);
void sc_written(FFI_INOUT FFI_NULLABLE FFI_COUNTED_BY(n) float* a, FFI_COUNTED_BY(n) const double* b, size_t n);
#endif
