// The headers that are the compiler's own: stddef.h, stdint.h, stdarg.h and their like.
#pragma once

#include "clang/translation_unit.hpp"

#include <string>
#include <vector>

namespace ffigen::clang {

/// For -resource-dir: beside the libclang that is loaded; where there is none, or libclang is part
/// of the binary, a directory that exists for clang alone, with own_headers() in it.
std::string resource_directory();

/// What that directory has to be filled with; nothing where it is on disk.
const std::vector<VirtualFile>& own_headers();

} // namespace ffigen::clang
