#include "emit/text/lexis.hpp"

#include <algorithm>
#include <string>

namespace ffigen::emit::text {
namespace {

/// Where a text ends that begins with the quotes at `at`.
std::size_t end_of_text(std::string_view source, std::size_t at, std::size_t quotes,
                        bool has_escapes) {
    const std::string_view quote = source.substr(at, quotes);
    for (std::size_t i = at + quotes; i < source.size(); ++i) {
        if (has_escapes && source[i] == '\\')
            ++i;
        else if (source.substr(i, quotes) == quote)
            return i + quotes;
    }
    return source.size();
}

/// Where 'x' or '\x' ends; `at` for anything else, e.g. a lifetime of Rust's.
std::size_t end_of_character(std::string_view source, std::size_t at) {
    const std::size_t content = at + 1 < source.size() && source[at + 1] == '\\' ? 2 : 1;
    const std::size_t end = source.find('\'', at + 1 + content);
    // A letter beyond ASCII has up to four bytes.
    return end != std::string_view::npos && end - at <= content + 4 &&
                   source.substr(at, end - at).find('\n') == std::string_view::npos &&
                   (content == 2 || end == at + 2 || static_cast<signed char>(source[at + 1]) < 0)
               ? end + 1
               : at;
}

} // namespace

std::size_t end_of_prose(std::string_view source, std::size_t at, const Lexis& lexis) {
    const char c = source[at];
    const std::string_view rest = source.substr(at);
    if (rest.starts_with(lexis.line_comment))
        return std::min(source.find('\n', at), source.size());
    if (!lexis.block_comment.empty() && rest.starts_with(lexis.block_comment))
        return std::min(source.find("*/", at), source.size() - 2) + 2;
    if (lexis.has_characters && c == '\'')
        return end_of_character(source, at);
    if (lexis.quotes.find(c) != std::string_view::npos) {
        const bool is_long = lexis.has_long_quotes && rest.starts_with(std::string(3, c));
        return end_of_text(source, at, is_long ? 3 : 1, true);
    }
    if (lexis.raw_quotes.find(c) != std::string_view::npos)
        return end_of_text(source, at, 1, false);
    return at;
}

} // namespace ffigen::emit::text
