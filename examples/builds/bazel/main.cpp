#include "engine_layout.h"

#include "engine.h"

#include <cstdio>

int main() {
    const engine_point points[] = {{1, 0}, {2, 0}};
    std::printf("%d %g\n", engine_add(2, 3), engine_mean_x(points, 2));
}
