// What clang is told for one target.
#pragma once

#include "clang/reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

/// --target value for this machine with its own system headers.
inline constexpr std::string_view native_target = "native";

/// This machine's triple, in the spelling of the default targets where it is one of them.
std::string native_triple();

/// `hosted`: with system headers; else clang's freestanding ones only.
/// What of the user's options any C compiler needs to read the header again as it was read:
/// "-DNAME=V", "-UNAME", "-std=…", "-include FILE", and -f options that change a layout.
std::vector<std::string> compile_arguments(const ReadOptions& options);

std::vector<std::string> clang_arguments(const ReadOptions& options, const std::string& triple,
                                         bool hosted);

} // namespace ffigen::clang
