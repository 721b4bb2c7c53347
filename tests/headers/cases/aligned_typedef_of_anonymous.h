/* The typedef is the only name of the record, and gives it its alignment. */
typedef struct { void *regs[3]; int mask; } jump_t __attribute__((__aligned__));
void jump_save(jump_t *j);
