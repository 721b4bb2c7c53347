/* Tags that end with the list of parameters that defines them. Old C, which C++ does not have. */
struct shared { int x; };
int sum(struct point { int x, y; } p);
int far(struct point { double x; } *p);
int same(struct shared p);
int pick(enum kind { FIRST, SECOND } k);
int pick_far(enum kind { FIRST = 7 } *k);
typedef int (*visitor)(struct visit { int depth; } v);
struct table {
    int (*each)(struct row { int cells; struct cell { char c; } first; } r);
    int (*all)(const struct row { long cells; } *r);
};
extern struct made { int a; } (*maker)(struct need { int b; } n);
struct made use(struct made m);
/* The parameter's own tag beside one of the file that stays. */
struct outer { struct inner { int i; } in; };
int of_inner(struct inner i);
#define IDENTITY(...) __VA_ARGS__
IDENTITY(struct through_a_macro { int x; }) *given(void);
struct through_a_macro taken(void);
typedef int (*of_a_tag)(struct never_seen_before *p);
