// What a misspelt word of the command line was meant to be.
#pragma once

#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace ffigen::cli {

/// Of the options and commands that there are: "did you mean '--lang'?\n"; empty when none is near.
std::string suggestion(const CLI::App& app, const std::vector<std::string>& words);

/// A misspelt command is taken for a header: O01.
void check_command(const CLI::App& app, const Options& options, Diagnostics& diagnostics);

} // namespace ffigen::cli
