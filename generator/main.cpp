#include "cli/cli.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <system_error>
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

/// Status 3: what was to be said could not be.
int cannot_print(int error) {
    std::fprintf(stderr, "ffigen: error: cannot write the output: %s\n",
                 std::generic_category().message(error).c_str());
    return 3;
}

} // namespace

int main(int argc, char** argv) {
    prefer_speed_to_memory();
    // A reader that has gone is an error like a full disk, with a status that scripts can read.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const int status = ffigen::cli::run({argv, static_cast<std::size_t>(argc)});
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
            return cannot_print(errno);
        return status;
    } catch (const std::system_error& error) {
        return cannot_print(error.code().value());
    } catch (const std::exception& error) {
        std::fprintf(
            stderr,
            "ffigen: internal error: %s\nPlease report it with the header and the command line.\n",
            error.what());
        return 70;
    }
}
