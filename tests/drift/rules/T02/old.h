struct a;
struct b;
typedef struct a *handle_t;
