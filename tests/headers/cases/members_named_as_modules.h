/* Members with the names of what Python's classes are written with, in a record and through an anonymous one. */
union outer {
    int ctypes;
    struct { int TARGET; long double wide; } inside;
    int bytes[4];
};
struct through {
    union { int ctypes; long double str; int dict; int raw; };
    int only;
    int _abi : 3;
    int runtime : 3;
    int _calling, self, object, Any, ClassVar, builtins;
    int many[3];
    int float_, int_;
};
/* A member whose name gets an underscore, in a class that has one. */
union elif_ { int elif; union elif_ *next; };
