/* What a library may not have, or has one of for each thread. */
extern __attribute__((visibility("hidden"))) int inner_state;
extern __attribute__((weak)) int perhaps;
extern __thread int one_each;
extern int always;
__attribute__((weak)) int perhaps_called(int a);
#pragma GCC visibility push(hidden)
int inner_call(int a);
#pragma GCC visibility pop
typedef int (*chooser)(int);
static inline chooser choose(void) { return 0; }
int chosen(int a) __attribute__((ifunc("choose")));
