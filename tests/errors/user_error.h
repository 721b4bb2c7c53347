// status 3
// expect user_error.h:3:2: error:
#error this header needs a macro
int x;
