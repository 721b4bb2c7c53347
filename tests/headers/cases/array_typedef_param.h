/* A parameter of an array typedef is a pointer, also in a callback. */
typedef unsigned char id16[16];
void id_fill(id16 out);
int id_same(const id16 a, const id16 b);
typedef int (*id_visit)(id16 each, void *ctx);
int id_walk(id_visit f, void *ctx);
