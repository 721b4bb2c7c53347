// A union by its tag and by its typedef: one type to C, two to cgo. And members named as their types.
#include <stdint.h>

typedef union whole {
    uint32_t word;
    uint8_t bytes[4];
} whole;

typedef union part part_t;
union part {
    union part *part;
    union whole *whole;
    int32_t other;
};

typedef struct holder {
    union whole by_tag;
    whole by_typedef;
    union part *part;
    part_t **parts;
    struct holder *holder;
} holder;

void fill_by_tag(union whole *out);
void fill_by_typedef(whole *out);
void fill_both(const union whole *one, const whole *other, union part *part, part_t *parts);
union whole *find_by_tag(int32_t key);
const whole *find_by_typedef(int32_t key);
void on_whole(void (*done)(union whole *one, whole *other, void *user), void *user);
void keep(holder *held, struct holder *again);
