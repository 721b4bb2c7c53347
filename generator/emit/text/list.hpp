// Lists in brackets, the one construct that every language breaks over lines: where it does not fit
// on one, in the language's way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::text {

/// Widths that a formatter keeps to.
struct Room {
    std::size_t width;                                ///< columns of a line
    std::size_t items = static_cast<std::size_t>(-1); ///< of all items on one line
    std::size_t taken = 0; ///< by what stands before the list on its line, or comes behind it later
};

/// `open` items `close`, on one line where that fits, else an item a line with a comma behind each,
/// as rustfmt, black and others do. The first line is not indented; `indent` is that of the last.
/// An item of several lines is never put on one with others.
std::string list(std::string_view open, const std::vector<std::string>& items,
                 std::string_view close, std::size_t indent, const Room& room);

/// `head(` items `)tail`, as clang-format has calls: as many items on a line as fit, each further
/// line below the first item.
std::string packed(std::string_view head, const std::vector<std::string>& items,
                   std::string_view tail, std::size_t width);

} // namespace ffigen::emit::text
