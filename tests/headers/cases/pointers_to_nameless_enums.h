/* libdrm: a typedef of a pointer to an enum that has no tag; a parameter of it, and a result. */
typedef enum { NAMELESS_ONE = 1, NAMELESS_TWO = 2 } nameless, *nameless_pointer;
typedef nameless_pointer nameless_again;
int take_nameless(int fd, nameless_pointer flags);
int take_nameless_again(nameless_again flags, nameless_pointer *all);
nameless_pointer give_nameless(void);
struct holds_nameless { nameless_pointer first; };
int take_holder(struct holds_nameless *holder);
