// Text as the formatters of C, Rust and Python break it, and bytes as literals.
#pragma once

#include "codec/plan.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::cbor {

/// `head(a, b)tail`, where clang-format breaks it in 80 columns: arguments below the first one.
std::string packed(std::string_view indent, std::string_view head,
                   const std::vector<std::string>& arguments, std::string_view tail);

/// Printable ASCII as it is, everything else as three octal digits: "\146frames". Fit for C and
/// Python.
std::string octal(std::string_view bytes);

/// The same with two hexadecimal digits, for Rust and Go: "\x66frames".
std::string hexadecimal(std::string_view bytes);

/// Lines of at most `width` columns, each behind `prefix`; paragraphs as the comment has them.
std::vector<std::string> filled(std::string_view text, std::string_view prefix, std::size_t width);

/// A field's comment with its unit: "Frames a second. Hz".
std::string described(const codec::Field& field);

/// The key and, where they are always the same, the heads of its value.
std::string constant_bytes(const codec::Field& field);
/// The heads alone: of bytes, typed arrays and lists.
std::string constant_heads(const codec::Type& type);

/// Whether anything has integers of 128 bits.
bool has_wide(const codec::Plan& plan);

/// C names of the enums that records and messages have fields of.
std::set<std::string> used_enums(const codec::Plan& plan);
/// Enums that say which member of a union is there.
std::set<std::string> tag_enums(const codec::Plan& plan);

} // namespace ffigen::emit::cbor
