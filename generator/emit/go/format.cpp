#include "emit/go/format.hpp"

#include "emit/go/docs.hpp"
#include <algorithm>
#include <string_view>

namespace ffigen::emit::go {

namespace {

bool opens(std::string_view line) { return line.ends_with("{") || line.ends_with("("); }

bool closes(std::string_view line) {
    const std::size_t begin = line.find_first_not_of('\t');
    return begin != std::string_view::npos && (line[begin] == '}' || line[begin] == ')');
}

/// Several empty lines become one; none is first or last, nor, where that is so, behind a brace
/// that opens or before one that closes.
std::string squeeze_blanks(std::string_view source, bool not_at_braces) {
    std::string text;
    text.reserve(source.size());
    std::string_view before; // the last line that is not empty
    bool is_apart = false;
    for (std::size_t begin = 0; begin < source.size();) {
        const std::size_t end = std::min(source.find('\n', begin), source.size());
        const std::string_view line = source.substr(begin, end - begin);
        begin = end + 1;
        if (line.empty()) {
            is_apart =
                !before.empty() && !(not_at_braces && opens(before) && !before.starts_with("//"));
            continue;
        }
        if (is_apart && !(not_at_braces && closes(line)))
            text += '\n';
        text.append(line) += '\n';
        before = line;
        is_apart = false;
    }
    return text;
}

} // namespace

std::string tidy(const std::string& source) { return squeeze_blanks(source, true); }

std::string tidy_c(const std::string& source) { return squeeze_blanks(source, false); }

} // namespace ffigen::emit::go
