/* Functions that are defined without a prototype: a compiler of C knows what they return, and checks no argument. */
static inline int sum(a, b) int a; double b; { return a + (int)b; }
static inline int narrow(c, f, s, text) char c; float f; short s; const char *text; { return c + (int)f + s + text[0]; }
static inline int nothing() { return 1; }
int prototype_before(int a, float b);
int undefined();
