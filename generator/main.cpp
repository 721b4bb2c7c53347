#include "cli/cli.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
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
