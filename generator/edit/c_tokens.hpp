// C source text cut into tokens, before any preprocessing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ffigen::edit {

struct Token {
    enum class Kind { word, number, literal, punctuation, comment, directive };
    Kind kind = Kind::word;
    std::size_t begin = 0; ///< byte offset
    std::size_t end = 0;   ///< one past the last byte
};

/// Every token in order. A directive is one token from its # to the end of its last line;
/// punctuation is one character. Text that is no C yields tokens all the same; none is lost.
std::vector<Token> scan_c(std::string_view text);

/// Byte offset of a place counted from 1 in lines and bytes; nullopt outside the text.
std::optional<std::size_t> offset_of(std::string_view text, std::uint32_t line,
                                     std::uint32_t column);

} // namespace ffigen::edit
