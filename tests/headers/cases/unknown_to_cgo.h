// cgo gives up on a typedef that stands for what Go does not have, wherever it finds one.
#include <stddef.h>

typedef long double wide;
typedef struct {
    wide value;
    int count;
} boxed;
typedef struct box {
    boxed *held;
    const struct box *next;
    void (*done)(max_align_t *at, wide *value);
} box;
typedef int (*measure)(const wide *value, boxed *into);

void align(max_align_t *at);
max_align_t *aligned(void);
void each(void (*visit)(max_align_t *at, void *user), void *user);
void set_measure(measure measure);
measure get_measure(void);
void put(box *into, boxed *what, measure *with);
const box *get(int at);
