// The folders that #include looks in, as the command line and ffigen.toml name them.
#pragma once

#include "clang/reader.hpp"

namespace ffigen::clang {

/// Folders that are named and are not there, once each: clang passes over them without a word, and
/// what was to be found there is then missing, or another file of the same name is taken. Warnings.
void report_missing_folders(const ReadOptions& options, Diagnostics& diagnostics);

} // namespace ffigen::clang
