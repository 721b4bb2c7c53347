// Text and files.
#pragma once

#include "support/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen {

/// Whole file; nullopt when it cannot be read.
std::optional<std::string> read_text_file(const std::filesystem::path& path);

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629).
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Text that every language's comments and JSON can hold: bytes that are no UTF-8 are taken for
/// Latin-1; control characters and those that turn the direction of writing, which some compilers
/// refuse in a comment, are left out; separators that some take for the end of a line are spaces.
std::string readable_text(std::string_view text);

/// Line and column, from 1, of a byte offset; `file` is left empty.
SourceLocation place_of(std::string_view text, std::size_t offset);

/// A letter, a digit or an underscore of ASCII: what C's and every other language's names are made
/// of.
constexpr bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Without the blanks and the ends of lines around it.
std::string_view trimmed(std::string_view text);

/// One after the other with `between` between them.
std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");

/// "1 record", "2 records".
std::string counted(std::size_t count, std::string_view noun);

/// As text or a quoted attribute of XML 1.0. Line feeds and tabs are character references: parsers
/// turn plain ones into spaces in an attribute.
std::string escape_xml(std::string_view text);

/// Whether `text` is `pattern`, in which each '*' stands for any text.
bool matches_pattern(std::string_view text, std::string_view pattern);

} // namespace ffigen
