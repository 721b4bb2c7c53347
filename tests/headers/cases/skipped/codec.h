#ifndef SKIPPED_CODEC_H
#define SKIPPED_CODEC_H
#include "../skipped/kind.h"
#include "kind.h"
typedef struct { skipped_kind kind; } skipped_codec;
#endif
