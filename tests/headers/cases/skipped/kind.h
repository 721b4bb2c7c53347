#ifndef SKIPPED_KIND_H
#define SKIPPED_KIND_H
typedef enum { SKIPPED_NONE, SKIPPED_SOME } skipped_kind;
#endif
