// The header of one run: its text, checked, and its macros.
#pragma once

#include "support/diagnostic.hpp"
#include "clang/macros.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::clang {

/// What is the same for every target of one run.
struct Header {
    std::string shown; ///< as the user wrote it
    std::string path;  ///< absolute
    std::string text;
    std::vector<MacroDefinition> macros;
};

/// nullopt with an H… error when it cannot be read or is no text that C compilers take. Bytes of
/// comments that are not UTF-8 are a note.
std::optional<Header> open_header(const std::string& shown, Diagnostics& diagnostics);

} // namespace ffigen::clang
