/* What each compiler has another value for is no constant of the header's. */
#define VERSION_OF_GCC (__GNUC__ * 10000 + __GNUC_MINOR__ * 100)
#define SAME_VERSION VERSION_OF_GCC
#define BUILT_BY __VERSION__
#if __GNUC__
#define OF_EITHER (__GNUC__ * 100)
#else
#define OF_EITHER 0
#endif
#define OWN_VERSION 3
int built_by(void);
