/* A function-like macro of the name of a function. */
int set_option(void *h, int option, ...);
#define set_option(h, option, value) set_option(h, option, value)
