#ifndef POINT_H
#define POINT_H
#include "coordinate.h"
#include <ffigen/annotations.h>

/** A point on a plane. */
typedef struct FFI_WIRE point {
    coordinate x;
    coordinate y;
} point;

#endif
