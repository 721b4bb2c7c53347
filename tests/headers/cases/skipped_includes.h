/* What one compiler includes and another skips; and one file by two names. */
#ifndef SKIPPED_INCLUDES_H
#define SKIPPED_INCLUDES_H
#include "skipped/codec.h"
#if defined(__GNUC__) && !defined(__clang__)
#  include "skipped/for_gcc.h"
#endif
skipped_kind skipped_kind_of(const skipped_codec *codec);
#endif
