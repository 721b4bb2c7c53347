/* Defined here, by each who includes it. */
#ifndef DEFINITIONS_H
#define DEFINITIONS_H
/** One more. */
int definitions_next(int a) { return a + 1; }
int definitions_old(a) int a; { return a - 1; }
int definitions_count;
extern int definitions_later;
int definitions_later = 4;
int definitions_declared(void);
__attribute__((noinline)) int definitions_twice(int a) /* { */ __attribute__((unused));
int definitions_twice(int a) { return 2 * a; }
const int definitions_three = 3;
static inline int definitions_quiet(int a) { return a; }
#endif
