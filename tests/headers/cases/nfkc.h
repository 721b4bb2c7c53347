/* names that NFKC changes, or that only some languages take */
int ﬁnd(int µ);
struct ſize { int Ⅳ; int naïve; };
#define ΩMEGA 3
enum { ЦВЕТ = 1 };
extern int größe;
struct ﬁeld { int ﬁrst; };
int ﬁeld(struct ﬁeld *of);
