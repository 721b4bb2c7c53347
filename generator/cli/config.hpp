// ffigen.toml: the options that a project writes down once.
#pragma once

#include "cli/options.hpp"
#include "support/diagnostic.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::cli {

/// Keys are the long flags with '_' for '-'. Relative paths are taken from the file's directory.
struct Config {
    std::vector<std::string> languages, targets, allow, block, only, ignore, clang_args, includes;
    std::map<std::string, std::vector<std::string>> target_args; ///< [target."triple"] clang_args
    std::string output, template_dir, annotations, sysroot, generated, library, fail_on;
    PackageOptions package; ///< [package] name, library, go_module
    bool include_everything = false, strict = false, wrap_inline = false;
};

/// Reads `path`; without one, ffigen.toml beside the header where there is such a file. Unknown
/// keys and wrong types are errors (O04) with their place.
Config read_config(const std::string& path, const std::string& header, Diagnostics& diagnostics);

} // namespace ffigen::cli
