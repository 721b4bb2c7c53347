/* GNU C: an enum that is declared and never defined. */
enum level;
struct s { enum level (*cb)(int); };
