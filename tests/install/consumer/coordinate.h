#pragma once
#include <stdint.h>
typedef int64_t coordinate;
