#include "emit/text/source_words.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::emit::text {
namespace {

/// Names may have letters beyond ASCII.
bool in_name(char c) { return is_word(c) || static_cast<unsigned char>(c) >= 0x80; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

/// Where a comment or text ends that begins at `at`; `at` where none does.
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

/// The code in the braces of an f"…".
void visit_fields(std::string_view literal, const Lexis& lexis,
                  const std::function<void(const Mention&)>& visit) {
    for (std::size_t open = 0; (open = literal.find('{', open + 1)) != std::string_view::npos;) {
        const std::size_t close = std::min(literal.find('}', open), literal.size());
        for_each_mention(literal.substr(open + 1, close - open - 1), lexis, visit);
    }
}

} // namespace

void for_each_mention(std::string_view source, const Lexis& lexis,
                      const std::function<void(const Mention&)>& visit) {
    const std::string_view separator = lexis.separator;
    std::size_t path = 0, last = std::string_view::npos; // of the name before: its path, its end
    for (std::size_t at = 0; at < source.size();) {
        if (const std::size_t end = end_of_prose(source, at, lexis); end != at) {
            if (lexis.has_fields && at > 0 && source[at - 1] == 'f')
                visit_fields(source.substr(at, end - at), lexis, visit);
            at = end;
            continue;
        }
        if (!in_name(source[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < source.size() && in_name(source[end]))
            ++end;
        if (!is_digit(source[at])) {
            const std::string_view before = source.substr(0, at), behind = source.substr(end);
            if (!before.ends_with(separator) || last != at - separator.size())
                path = at;
            last = end;
            const bool is_free = !before.ends_with(separator) && !before.ends_with('.') &&
                                 std::ranges::none_of(lexis.definers, [&](std::string_view each) {
                                     return !each.empty() && before.ends_with(each);
                                 });
            visit({source.substr(at, end - at), source.substr(path, end - path),
                   source.substr(0, path), is_free, behind.starts_with('('),
                   behind.starts_with(separator)});
        }
        at = end;
    }
}

void Words::add(std::string_view source) {
    for_each_mention(source, lexis_, [&](const Mention& mention) {
        all_.emplace(mention.name);
        if (mention.path.size() > mention.name.size())
            all_.emplace(mention.path);
        if (mention.is_free)
            free_.emplace(mention.name);
        if (mention.is_free && mention.is_called)
            called_.emplace(mention.name);
        if (mention.is_free && mention.leads)
            leading_.emplace(mention.name);
    });
}

} // namespace ffigen::emit::text
