/* Functions with the names of the C library's, and with other types: what defines them is linked in its place. */
struct place { int at; };
int index(struct place of, int from, double weight);
struct place *wait(const struct place *of, int more);
void random(struct place *into);
int daemon(void) __asm__("place_daemon");
void *malloc(unsigned long size);
static inline int system(int a) { return a; }
