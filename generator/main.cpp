#include "cli/cli.hpp"

#include <cstdio>
#include <exception>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

/// A short life: memory is taken in large steps and given back at the end.
void prefer_speed_to_memory() {
#ifdef __GLIBC__
    constexpr int step = 16 << 20;
    mallopt(M_TOP_PAD, step);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 2 * step);
#endif
}

} // namespace

int main(int argc, char** argv) {
    prefer_speed_to_memory();
    try {
        return ffigen::cli::run({argv, static_cast<std::size_t>(argc)});
    } catch (const std::exception& error) {
        std::fprintf(
            stderr,
            "ffigen: internal error: %s\nPlease report it with the header and the command line.\n",
            error.what());
        return 70;
    }
}
