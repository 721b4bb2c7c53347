struct a;
struct b;
typedef struct a *handle_t;
typedef struct b *other_t;
