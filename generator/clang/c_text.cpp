#include "clang/c_text.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::clang {
namespace {

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The end of the comment or literal that starts at `at`; `at` itself when none does.
std::size_t end_of_span(std::string_view text, std::size_t at) {
    const char first = text[at], second = at + 1 < text.size() ? text[at + 1] : '\0';
    if (first == '/' && second == '/') {
        std::size_t end = at;
        do
            end = std::min(text.find('\n', end + 1), text.size());
        while (end < text.size() && text[end - 1] == '\\');
        return end;
    }
    if (first == '/' && second == '*')
        return std::min(text.find("*/", at + 2), text.size() - 2) + 2;
    // 1'000 of C23 is a number.
    const bool literal =
        first == '"' ||
        (first == '\'' && (at == 0 || !std::isxdigit(static_cast<unsigned char>(text[at - 1]))));
    if (!literal)
        return at;
    for (std::size_t end = at + 1; end < text.size() && text[end] != '\n'; ++end) {
        if (text[end] == '\\')
            ++end;
        else if (text[end] == first)
            return end + 1;
    }
    return std::min(text.find('\n', at), text.size());
}

} // namespace

std::string without_comments_and_strings(std::string_view text) {
    std::string result(text);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(end_of_span(text, at), text.size());
        for (std::size_t i = at; i < end; ++i)
            if (result[i] != '\n')
                result[i] = ' ';
        at = std::max(end, at + 1);
    }
    return result;
}

std::set<std::string> identifiers_in(std::string_view text) {
    const std::string code = without_comments_and_strings(text);
    std::set<std::string> names;
    for (std::size_t at = 0; at < code.size();) {
        if (!is_name(code[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < code.size() && is_name(code[end]))
            ++end;
        if (std::isdigit(static_cast<unsigned char>(code[at])) == 0)
            names.insert(code.substr(at, end - at));
        at = end;
    }
    return names;
}

} // namespace ffigen::clang
