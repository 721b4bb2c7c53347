#include "passes/call_macro.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace ffigen::passes {
namespace {

/// The place of the quote that ends the literal which begins at `at`.
std::size_t literal_end(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != text[at])
        end += text[end] == '\\' ? 2 : 1;
    return std::min(end, text.size());
}

/// The end of the group that opens at `at`, past its bracket; npos when it does not end.
std::size_t group_end(std::string_view text, std::size_t at) {
    int depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == '"' || text[i] == '\'') {
            i = literal_end(text, i);
        } else if (text[i] == '(' || text[i] == '[' || text[i] == '{') {
            ++depth;
        } else if (text[i] == ')' || text[i] == ']' || text[i] == '}') {
            if (--depth == 0)
                return i + 1;
        }
    }
    return std::string_view::npos;
}

/// "a, (b, c), d" in its three parts.
std::vector<std::string_view> parts_of(std::string_view list) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0, at = 0;
    while (at < list.size()) {
        if (list[at] == '(' || list[at] == '[' || list[at] == '{') {
            at = std::min(group_end(list, at), list.size());
        } else if (list[at] == '"' || list[at] == '\'') {
            at = literal_end(list, at) + 1;
        } else if (list[at] == ',') {
            parts.push_back(trimmed(list.substr(begin, at - begin)));
            begin = ++at;
        } else {
            ++at;
        }
    }
    if (!trimmed(list).empty())
        parts.push_back(trimmed(list.substr(begin)));
    return parts;
}

/// Without the parentheses around all of it.
std::string_view bare(std::string_view text) {
    text = trimmed(text);
    while (text.starts_with('(') && group_end(text, 0) == text.size())
        text = trimmed(text.substr(1, text.size() - 2));
    return text;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_word) &&
           !(text.front() >= '0' && text.front() <= '9');
}

} // namespace

std::optional<CallMacro> read_call_macro(std::string_view definition) {
    if (!definition.starts_with('('))
        return std::nullopt;
    const std::size_t head = definition.find(')');
    if (head == std::string_view::npos)
        return std::nullopt;
    CallMacro macro;
    for (const std::string_view parameter : parts_of(definition.substr(1, head - 1))) {
        if (!is_name(parameter)) // "..." and GNU's "rest..."
            return std::nullopt;
        macro.parameters.emplace_back(parameter);
    }
    const std::string_view body = bare(definition.substr(head + 1));
    const std::size_t open = body.find('(');
    if (open == std::string_view::npos || group_end(body, open) != body.size())
        return std::nullopt;
    const std::string_view called = trimmed(body.substr(0, open));
    if (!is_name(called))
        return std::nullopt;
    macro.function = called;
    std::vector<bool> passed(macro.parameters.size());
    for (const std::string_view argument :
         parts_of(body.substr(open + 1, body.size() - open - 2))) {
        const auto parameter = std::ranges::find(macro.parameters, bare(argument));
        if (parameter == macro.parameters.end()) {
            macro.arguments.emplace_back();
            continue;
        }
        const auto place = static_cast<std::size_t>(parameter - macro.parameters.begin());
        macro.arguments.emplace_back(place);
        passed[place] = true;
    }
    if (std::ranges::find(passed, false) != passed.end() ||
        std::ranges::find(macro.parameters, macro.function) != macro.parameters.end())
        return std::nullopt;
    return macro;
}

} // namespace ffigen::passes
