#include "clang/doc_comment.hpp"

#include "support/text.hpp"

#include <vector>

namespace ffigen::clang {
namespace {

std::string_view trim_right(std::string_view text) {
    const auto end = text.find_last_not_of(" \t\r");
    return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
}

std::string_view trim_left(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

/// Removes what makes the line part of a comment; keeps the indentation of its text.
std::string_view strip_markers(std::string_view line, bool first) {
    std::string_view rest = trim_left(line);
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        if (rest.starts_with("/") || rest.starts_with("!"))
            rest.remove_prefix(1);
        if (rest.starts_with("<"))
            rest.remove_prefix(1);
        return rest;
    }
    if (first && rest.starts_with("/*")) {
        rest.remove_prefix(2);
        while (rest.starts_with("*") && !rest.starts_with("*/"))
            rest.remove_prefix(1);
        if (rest.starts_with("!"))
            rest.remove_prefix(1);
        if (rest.starts_with("<"))
            rest.remove_prefix(1);
        return rest;
    }
    if (rest.starts_with("*") && !rest.starts_with("*/")) {
        // Some write two in front of each line, and rows of them between paragraphs; before a
        // letter the second one is Markdown's.
        const std::size_t text = rest.find_first_not_of('*');
        if (text == std::string_view::npos)
            return {};
        rest.remove_prefix(rest[text] == ' ' || rest[text] == '\t' ? text : 1);
        return rest;
    }
    return rest.starts_with("*/") ? rest : line;
}

} // namespace

std::string comment_text(std::string_view raw) {
    std::vector<std::string_view> lines;
    bool first = true;
    while (!raw.empty()) {
        const auto newline = raw.find('\n');
        std::string_view line = strip_markers(trim_right(raw.substr(0, newline)), first);
        if (const auto end = line.rfind("*/"); end != std::string_view::npos) {
            line = line.substr(0, end);
            while (line.ends_with("*"))
                line.remove_suffix(1);
        }
        lines.push_back(trim_right(line));
        first = false;
        if (newline == std::string_view::npos)
            break;
        raw.remove_prefix(newline + 1);
    }
    std::size_t indentation = std::string_view::npos;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (!lines[i].empty())
            indentation = std::min(indentation, lines[i].find_first_not_of(" \t"));
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string_view line = lines[i];
        if (i == 0)
            line = trim_left(line);
        else if (!line.empty())
            line.remove_prefix(std::min(indentation, line.size()));
        text += line;
        text += '\n';
    }
    const auto begin = text.find_first_not_of('\n');
    if (begin == std::string::npos)
        return {};
    return readable_text(
        std::string_view(text).substr(begin, text.find_last_not_of("\n ") - begin + 1));
}

} // namespace ffigen::clang
