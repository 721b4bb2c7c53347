/* Records without a name of their own as parameters and results: C itself cannot call with them. */
struct { int x; } gives(void);
void takes(struct { int y; } value);
struct keeps { struct { int z; } (*ask)(int); int n; };
extern struct { int v; } global;
int plain(int a);
