#include "emit/python/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::python {
namespace {

bool starts_item(std::string_view line) {
    return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ");
}

/// The text with its quotes: single ones where double ones would need more escapes, as black has
/// it.
std::string quote(std::string_view text, bool ascii_only) {
    const auto doubles = std::count(text.begin(), text.end(), '"');
    const auto singles = std::count(text.begin(), text.end(), '\'');
    const char mark = doubles > singles ? '\'' : '"';
    std::string result(1, mark);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == mark || c == '\\')
            result += fmt::format("\\{}", c);
        else if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (c == '\r')
            result += "\\r";
        else if (byte < 0x20 || byte == 0x7F || (ascii_only && byte >= 0x80))
            result += fmt::format("\\x{:02x}", byte);
        else
            result += c;
    }
    return result + mark;
}

} // namespace

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string without_last_newlines(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string bracket(std::string_view head, const std::vector<std::string>& items,
                    std::string_view tail, std::size_t indent, bool one_tuple, std::size_t margin) {
    const bool fits_lines = std::none_of(items.begin(), items.end(), [](const std::string& item) {
        return item.find('\n') != std::string::npos;
    });
    std::string line = fmt::format("{}{}{}{}", head, join(items, ", "),
                                   one_tuple && items.size() == 1 ? "," : "", tail);
    if (items.empty() || (fits_lines && margin + indent + columns(line) <= line_width))
        return line;
    std::string result = fmt::format("{}\n", head);
    for (const std::string& item : items)
        result += fmt::format("{:{}}{},\n", "", indent + 4, item);
    return result + fmt::format("{:{}}{}", "", indent, tail);
}

std::string indented(std::string_view text, std::size_t count) {
    std::vector<std::string> lines = split_lines(text);
    for (std::string& line : lines)
        if (!line.empty())
            line.insert(0, count, ' ');
    return join(lines, "\n");
}

std::vector<std::string> fill(std::string_view text, std::size_t width) {
    std::vector<std::string> result;
    std::string line;
    std::size_t hang = 0; // columns by which the lines of a list item are indented
    const auto flush = [&] {
        if (!line.empty())
            result.push_back(std::exchange(line, {}));
    };
    for (std::string source : split_lines(text)) {
        while (!source.empty() && (source.back() == ' ' || source.back() == '\r'))
            source.pop_back();
        const std::size_t margin = source.find_first_not_of(" \t");
        if (margin == std::string::npos) {
            flush();
            hang = 0;
            if (!result.empty() && !result.back().empty())
                result.emplace_back();
            continue;
        }
        std::string_view words = std::string_view(source).substr(margin);
        if (margin >= 4) { // code or a table: kept as it is
            flush();
            result.push_back(source);
            continue;
        }
        if (starts_item(words)) {
            flush();
            hang = 2;
        }
        bool first = starts_item(words);
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            const std::string_view word = words.substr(0, end);
            words.remove_prefix(std::min(words.find_first_not_of(' ', end), words.size()));
            if (!line.empty() && columns(line) + 1 + columns(word) > width)
                flush();
            if (line.empty())
                line = std::string(first ? 0 : hang, ' ') + std::string(word);
            else
                line += fmt::format(" {}", word);
            first = false;
        }
    }
    flush();
    while (!result.empty() && result.back().empty())
        result.pop_back();
    return result;
}

std::string text_literal(std::string_view utf8) { return quote(utf8, false); }

std::string bytes_literal(std::string_view bytes) { return "b" + quote(bytes, true); }

std::string docstring(const std::vector<std::string>& lines, std::size_t indent) {
    if (lines.empty())
        return {};
    std::vector<std::string> safe = lines;
    bool raw = false;
    for (std::string& line : safe) {
        std::size_t at = 0;
        while ((at = line.find("\"\"\"", at)) != std::string::npos)
            line.replace(at, 3, "'''");
        raw = raw || line.find('\\') != std::string::npos;
    }
    // A quote before the closing ones, or a backslash, would change the string's end.
    if (safe.back().ends_with('"') || safe.back().ends_with('\\'))
        safe.back() += " ";
    std::string result = raw ? "r\"\"\"" : "\"\"\"";
    for (std::size_t i = 0; i < safe.size(); ++i) {
        if (i > 0)
            result += safe[i].empty() ? "\n" : fmt::format("\n{:{}}", "", indent);
        result += safe[i];
    }
    const bool one_line = safe.size() == 1;
    result += one_line ? "\"\"\"" : fmt::format("\n{:{}}\"\"\"", "", indent);
    return result;
}

} // namespace ffigen::emit::python
