// status 3
// expect missing_include.h:5:10: error:
// expect 'no_such_header.h' file not found
// run missing_include.h --lang json -o out
#include "no_such_header.h"
struct fine { int a; };
