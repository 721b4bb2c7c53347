/* All of it is inline: there is no library to find. */
#ifndef ALONE_H
#define ALONE_H
static inline unsigned alone_mixed(unsigned a, unsigned b) { return a * 31u + b; }
#endif
