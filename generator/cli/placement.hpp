// Where packages stand below the directory that was named.
#pragma once

#include "support/diagnostic.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ffigen::cli {

/// The folder that the package of `language` goes to, in a run for `languages` of them: several get
/// one each, below `root`. One goes straight to `root`, but for a `root` in which earlier runs gave
/// each language a folder.
std::filesystem::path folder_to_write(const std::filesystem::path& root, std::size_t languages,
                                      const std::string& language);

/// The folder in which `check` looks for the package: one of its own, or `root` itself where an
/// earlier run put the package straight there.
std::filesystem::path folder_to_check(const std::filesystem::path& root,
                                      const std::string& language);

/// Languages that have a package in `root`, either way.
std::vector<std::string> languages_below(const std::filesystem::path& root);

/// Errors (O09) where the package of `language` would go among the files of another one.
void report_other_package(const std::filesystem::path& root, std::size_t languages,
                          const std::string& language, Diagnostics& diagnostics);

} // namespace ffigen::cli
