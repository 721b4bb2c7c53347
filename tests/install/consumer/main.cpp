#include "point.h"

#include <cstdio>

int main() { std::printf("point %zu\n", sizeof(point)); }
