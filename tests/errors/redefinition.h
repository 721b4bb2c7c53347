// status 3
// expect redefinition.h:5:8: error:
// expect redefinition
struct twice { int a; };
struct twice { int b; };
