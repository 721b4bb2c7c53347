// Parameters that are called as the types they are of, as the function, and as C's words for others.
typedef struct store store;
typedef enum mode { MODE_A, MODE_B } mode;
typedef struct point {
    int x, y;
} point;
typedef void (*visit)(const point *point, void *user);

store *store_open(mode mode);
void store_close(store *store);
int store_key(const store *store);
int store_put(store *store, const point *point, mode mode);
int store_get(const store *store, mode mode, point *out_point);
int store_visit(store *store, visit visit, void *user);
point move(point point, mode mode);
void flush(int flush);
int count(const char *count, const int *values, unsigned int n);
