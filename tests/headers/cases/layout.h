#ifndef LAYOUT_H
#define LAYOUT_H
/* Alone it is a header of records, which the Go package compares with C's. */
struct bridge_load { char kind; long weight; };
long bridge_load_sum(struct bridge_load load);
#endif
