// Text as lines: what every printer of source does with them.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::text {

using Lines = std::vector<std::string>;

/// What stands between line feeds; a text that ends with one ends in an empty line.
Lines split_lines(std::string_view text);

/// Moves the lines from the one at `first` on behind those of `to`.
void move_behind(Lines& lines, std::size_t first, Lines& to);

/// Columns that UTF-8 text takes, counting each code point as one.
std::size_t columns(std::string_view text);

/// Every line but empty ones behind `count` blanks.
std::string indented(std::string_view text, std::size_t count);

/// How lines of words begin, and how wide they may be with that.
struct Margins {
    std::string first, further;
    std::size_t width = 0; ///< columns
};

/// Words with a blank between them, in as many lines as they take. A word that is too long has a
/// line of its own; one that `sticks` never begins a further line.
Lines fill(const std::vector<std::string>& words, const Margins& margins,
           const std::function<bool(const std::string&)>& sticks = {});

/// The words of a text, which blanks and line feeds part.
std::vector<std::string> words_of(std::string_view text);

} // namespace ffigen::emit::text
