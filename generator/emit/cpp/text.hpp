// C and C++ text, laid out as clang-format's LLVM style would.
#pragma once

#include "model/contract.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::cpp {

inline constexpr std::size_t column_limit = 80;

/// "rt_audio" → "RT_AUDIO", fit for a macro.
std::string macro_name(std::string_view name);

/// MACRO(first, second, …); with the arguments packed into lines under the first one.
std::string statement(std::string_view macro, const std::vector<std::string>& arguments);

/// #define NAME with its value on a line of its own when it does not fit.
std::string define(std::string_view name, std::string_view value);

/// A block comment of one paragraph.
std::string comment(std::string_view text);

/// An integer constant with the suffix that gives it a type that holds it.
std::string integer_literal(std::string_view decimal, bool is_unsigned);

/// A string literal; empty when it is too long for one line.
std::string string_literal(std::string_view bytes);

} // namespace ffigen::emit::cpp
