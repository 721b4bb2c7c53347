/* Records that reach themselves by value through the parameters and results of functions. */
struct h { void (*n)(struct h); };
struct node { struct node (*copy)(struct node); struct node *next; };
union either { int i; union either (*flip)(union either, const union either *); };
typedef struct first first;
typedef struct second { first (*make)(struct second); } second;
struct first { second (*make)(first); int n; };
typedef struct loop (*loop_fn)(struct loop);
struct loop { loop_fn f; };
void use_h(struct h v);
struct node use_node(struct node v);
first use_first(first f, second s);
