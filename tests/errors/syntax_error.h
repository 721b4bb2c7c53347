// status 3
// expect syntax_error.h:6:10: error:
// expect expected ';'
struct broken {
    int before;
    int a
    int b;
};
