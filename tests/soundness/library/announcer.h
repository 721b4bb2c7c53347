/* A part of shapes.h as a package of its own: nothing in it says that anything calls back. */
#ifndef ANNOUNCER_H
#define ANNOUNCER_H
#include <ffigen/annotations.h>
#include <stdint.h>
FFI_MODULE(announcer, prefix = sh_, library = shapes)
int32_t sh_announce(int64_t number);
#endif
