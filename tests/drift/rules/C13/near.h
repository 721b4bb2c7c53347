#if defined(__linux__)
/* The library chooses when it is loaded; its symbol is one like any other. */
static int (*choose(void))(int) { return 0; }
extern int twice(int value) __attribute__((ifunc("choose")));
#else
extern int twice(int value);
#endif
