/* A tag that is met in a list of parameters first is another type there, also where the header completes one later. */
int early_read(struct early *from);
struct early { int a; };
int early_write(struct early *into);
int late_read(struct late { int a; } *from);
