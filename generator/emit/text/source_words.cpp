#include "emit/text/source_words.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::emit::text {
namespace {

/// Names may have letters beyond ASCII.
bool in_name(char c) { return is_word(c) || static_cast<unsigned char>(c) >= 0x80; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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
