// The command line before anyone interprets it.
#pragma once

#include "support/diagnostic.hpp"

#include <string>
#include <vector>

namespace ffigen::cli {

struct Arguments {
    std::vector<std::string> own; ///< ffigen's, @files expanded
    std::vector<std::string>
        clang; ///< after `--`, and -std=…, -isystem, -f… written among ffigen's
};

/// Expands @file arguments (whitespace-separated words, quotes and backslashes as in a shell, one
/// level deep) and takes out what is clang's.
Arguments split_arguments(const std::vector<std::string>& raw, Diagnostics& diagnostics);

} // namespace ffigen::cli
