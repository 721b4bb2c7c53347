#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "support/embedded.hpp"

#include <cstdio>

namespace ffigen::cli {

int run_annotations(const Options&) {
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == "include/ffigen/annotations.h")
            std::fwrite(file.text.data(), 1, file.text.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
