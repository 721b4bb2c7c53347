// Files that travel inside the binary.
#pragma once

#include <span>
#include <string_view>

namespace ffigen {

struct EmbeddedFile {
    std::string_view name; ///< "rust/lib.rs" for a template, "include/ffigen/annotations.h"
    std::string_view text;
};
std::span<const EmbeddedFile> embedded_files();

} // namespace ffigen
