struct a;
struct b;
typedef struct b *handle_t;
