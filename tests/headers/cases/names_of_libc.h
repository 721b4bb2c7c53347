// Names of the C library's, for other things: the header does not include those that declare them. cgo does.
typedef double index;
typedef unsigned char uint;
typedef short ulong;
typedef struct longlong {
    index of;
    ulong each[4];
} longlong;
typedef struct key_t {
    uint code;
} key_t;
typedef enum wait { select, abs, div } wait;

#define bsearch "text"
#define strdup(x) ((x) + 1)
static const int random = 4;
static inline int ffs(int value) { return value + random; }
extern index rand;

void move(index by, index *from, uint *code, const ulong *to, wait how);
longlong *held(const longlong *one, key_t *key);
key_t key_of(uint code, enum wait how);
uint *code_of(const key_t *key);
