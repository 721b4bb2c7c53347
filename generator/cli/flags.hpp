// Every command and its options, as the parser knows them. What was given is made sense of in
// options.cpp.
#pragma once

#include "cli/options.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ffigen::cli {

/// Flags as they are parsed, before they override the configuration file.
struct Flags {
    Options options;
    std::vector<std::string> include_dirs, defines, undefines;
    std::string languages, format, config;
};

/// `flags` is filled when `app` parses, and must not move until then.
void define_commands(CLI::App& app, Flags& flags);

} // namespace ffigen::cli
