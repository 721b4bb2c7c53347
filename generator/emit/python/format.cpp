#include "emit/python/format.hpp"

#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string without_last_newlines(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::string bracket(std::string_view head, const std::vector<std::string>& items,
                    std::string_view tail, std::size_t indent, bool one_tuple, std::size_t margin) {
    const bool has_comma = one_tuple && items.size() == 1; // on one line as well
    std::string result = text::list(head, items, tail, indent,
                                    {.width = line_width, .taken = margin + (has_comma ? 1 : 0)});
    if (has_comma && result.find('\n') == std::string::npos)
        result.insert(result.size() - tail.size(), ",");
    return result;
}

std::vector<std::string> fill(std::string_view text, std::size_t width) {
    std::vector<std::string> result, words;
    std::string first;    // before the first of the words
    std::size_t hang = 0; // columns by which the lines of a list item are indented
    const auto flush = [&] {
        const Lines lines = text::fill(words, {first, std::string(hang, ' '), width});
        result.insert(result.end(), lines.begin(), lines.end());
        words.clear();
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
        if (margin >= 4) { // code or a table: kept as it is
            flush();
            result.push_back(source);
            continue;
        }
        const bool is_item = starts_item(std::string_view(source).substr(margin));
        if (is_item) {
            flush();
            hang = 2;
        }
        if (words.empty())
            first = std::string(is_item ? 0 : hang, ' ');
        for (std::string& word : text::words_of(source))
            words.push_back(std::move(word));
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
