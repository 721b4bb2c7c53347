/* A tag that is first met in the parameters of a function that a function returns: it ends there, and every list has its own. */
struct reached { int number; };
extern int (*tags_pick(int which))(struct met *one);
extern struct reached (*tags_other(void))(struct reached *const one, struct met_too *two);
void tags_call(int (*with)(struct reached *one));
