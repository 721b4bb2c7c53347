// What C leaves to the C library instead of the compiler, for targets read without one.
#pragma once

#include <string>
#include <string_view>

namespace ffigen::clang {

/// Directory of the headers below, for -isystem.
inline constexpr std::string_view c_library_directory = "/ffigen-builtin/c-library";
inline constexpr const char* c_library_stdint_path = "/ffigen-builtin/c-library/stdint.h";

/// A stdint.h around clang's own with the target's int_fast16_t and int_fast32_t: clang's
/// freestanding header makes them as small as they can be, C libraries make them as wide as their
/// processors like.
std::string c_library_stdint(const std::string& triple);

} // namespace ffigen::clang
