#include "clang/source_words.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace ffigen::clang {
namespace {

/// Where the bracket that stands at `open` is closed; the text's end if it is not.
std::size_t closing(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '(' || text[i] == '[' ? 1 : 0;
        depth -= text[i] == ')' || text[i] == ']' ? 1 : 0;
        if (depth == 0)
            return i;
    }
    return text.size();
}

/// What is between commas that stand in no bracket.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(' || text[i] == '[') {
            i = closing(text, i);
        } else if (text[i] == ',') {
            parts.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    }
    if (start < text.size())
        parts.push_back(trimmed(text.substr(start)));
    return parts;
}

/// glibc passes its lists in brackets of their own: `__nonnull ((1, 2))`.
std::string_view without_brackets(std::string_view text) {
    text = trimmed(text);
    while (text.size() > 1 && text.front() == '(' && closing(text, 0) == text.size() - 1)
        text = trimmed(text.substr(1, text.size() - 2));
    return text;
}

SourceWord word_of(std::string_view name, std::string_view arguments, bool is_attribute) {
    SourceWord word{is_attribute ? plain_name(name) : std::string(name), {}, is_attribute};
    for (const std::string_view part : split(without_brackets(arguments)))
        word.arguments.emplace_back(is_attribute ? plain_name(part) : std::string(part));
    return word;
}

/// The attributes in `name(arguments), gnu::name`.
void add_attributes(std::string_view list, SourceWords& words) {
    for (std::string_view part : split(list)) {
        if (const std::size_t scope = part.find("::"); scope != std::string_view::npos)
            part = trimmed(part.substr(scope + 2));
        const auto end = static_cast<std::size_t>(
            std::find_if_not(part.begin(), part.end(), is_word) - part.begin());
        if (end == 0)
            continue;
        const std::string_view rest = trimmed(part.substr(end));
        words.push_back(word_of(part.substr(0, end),
                                rest.starts_with('(') ? rest.substr(1, closing(rest, 0) - 1)
                                                      : std::string_view(),
                                true));
    }
}

} // namespace

std::string plain_name(std::string_view name) {
    if (name.size() > 4 && name.starts_with("__") && name.ends_with("__"))
        name = name.substr(2, name.size() - 4);
    return std::string(name);
}

SourceWords words_in(std::string_view text) {
    SourceWords words;
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i).starts_with("[[")) {
            const std::size_t end = closing(text, i);
            add_attributes(text.substr(i + 2, std::max(end, i + 3) - i - 3), words);
            i = end + 1;
            continue;
        }
        if (!is_word(text[i]) || std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_word(text[end]))
            ++end;
        const std::string_view name = text.substr(i, end - i);
        std::size_t open = end;
        while (open < text.size() && std::isspace(static_cast<unsigned char>(text[open])) != 0)
            ++open;
        i = end;
        std::string_view arguments;
        if (open < text.size() && text[open] == '(') {
            const std::size_t close = closing(text, open);
            arguments = text.substr(open + 1, close - open - 1);
            i = close + 1;
        }
        if (name == "__attribute__" || name == "__attribute")
            add_attributes(without_brackets(arguments), words);
        else
            words.push_back(word_of(name, arguments, false));
    }
    return words;
}

FunctionWords function_words(std::string_view declaration, std::string_view name) {
    FunctionWords result;
    for (std::size_t at = declaration.find(name); at != std::string_view::npos;
         at = declaration.find(name, at + 1)) {
        std::size_t open = at + name.size();
        const bool is_part = (at > 0 && is_word(declaration[at - 1])) ||
                             (open < declaration.size() && is_word(declaration[open]));
        // `(name)(…)` keeps a macro of that name out.
        while (open < declaration.size() &&
               (std::isspace(static_cast<unsigned char>(declaration[open])) != 0 ||
                declaration[open] == ')'))
            ++open;
        if (is_part || open >= declaration.size() || declaration[open] != '(')
            continue;
        const std::size_t close = closing(declaration, open);
        result.whole = words_in(declaration.substr(0, at));
        for (const std::string_view part : split(declaration.substr(open + 1, close - open - 1)))
            result.parameters.push_back(words_in(part));
        if (close < declaration.size())
            for (SourceWord& word : words_in(declaration.substr(close + 1)))
                result.whole.push_back(std::move(word));
        break;
    }
    return result;
}

std::string_view declaration_part(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(' || text[i] == '[')
            i = closing(text, i);
        else if (text[i] == ';' || text[i] == '{')
            return text.substr(0, i);
    }
    return {};
}

} // namespace ffigen::clang
