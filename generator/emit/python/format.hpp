// Python text in the shape that black and ruff format leave alone.
#pragma once

#include "emit/text/lines.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::python {

using text::columns;
using text::indented;
using text::Lines;
using text::split_lines;

inline constexpr std::size_t line_width = 88; ///< columns, black's default

/// `head` + items + `tail`, e.g. {"f(", {"a", "b"}, ")"}: on one line when that fits from column
/// `indent` on, else one item a line with a trailing comma. `one_tuple` keeps the comma after a
/// single item that makes it a tuple. The first line is not indented. `margin` columns are taken by
/// what is added later: further indentation, or text after the tail.
std::string bracket(std::string_view head, const std::vector<std::string>& items,
                    std::string_view tail, std::size_t indent, bool one_tuple = false,
                    std::size_t margin = 0);

std::string without_last_newlines(std::string text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Paragraphs filled to `width` columns; list items and indented lines are kept apart.
std::vector<std::string> fill(std::string_view text, std::size_t width);

/// A str literal with double quotes.
std::string text_literal(std::string_view utf8);
/// A bytes literal with double quotes.
std::string bytes_literal(std::string_view bytes);

/// A docstring of `paragraphs` with its quotes, for a body indented by `indent`. The first line is
/// not indented. Empty when there is nothing to say.
std::string docstring(const std::vector<std::string>& lines, std::size_t indent);

} // namespace ffigen::emit::python
