#include "emit/go/format.hpp"

#include "emit/go/doc.hpp"

#include <algorithm>

namespace ffigen::emit::go {

namespace {

Lines lines_of(const std::string& text) {
    Lines lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string text_of(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

/// Name that the rest of the file uses for an import: the last element of its path, or its alias.
std::string import_name(const std::string& spec) {
    const std::size_t quote = spec.find('"');
    const std::string before = spec.substr(0, quote);
    const std::size_t begin = before.find_first_not_of(" \t");
    if (begin != std::string::npos)
        return before.substr(begin, before.find_last_not_of(" \t") - begin + 1);
    const std::string path = spec.substr(quote + 1, spec.rfind('"') - quote - 1);
    return path.substr(path.rfind('/') + 1);
}

bool is_selector_part(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '.';
}

/// A name after which a dot is a selector, outside comments.
bool line_uses(const std::string& line, const std::string& selector) {
    const std::size_t comment = line.find("//");
    for (std::size_t at = line.find(selector); at != std::string::npos && at < comment;
         at = line.find(selector, at + 1))
        if (at == 0 || !is_selector_part(line[at - 1]))
            return true;
    return false;
}

bool is_used(const Lines& lines, std::size_t first, const std::string& name) {
    if (name == "_" || name == "C")
        return true;
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end(),
                       [&](const std::string& line) { return line_uses(line, name + "."); });
}

/// One import alone needs no parentheses; imports not used at all are errors in Go.
Lines prune_imports(const Lines& lines) {
    Lines result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        if (line.starts_with("import \"") ||
            (line.starts_with("import ") && line.ends_with("\""))) {
            if (is_used(lines, i + 1, import_name(line.substr(7))))
                result.push_back(line);
            continue;
        }
        if (line != "import (") {
            result.push_back(line);
            continue;
        }
        std::size_t end = i + 1;
        while (end < lines.size() && lines[end] != ")")
            ++end;
        Lines used;
        std::size_t count = 0;
        for (std::size_t k = i + 1; k < end; ++k) {
            if (lines[k].empty())
                used.emplace_back();
            else if (is_used(lines, end + 1, import_name(lines[k]))) {
                used.push_back(lines[k]);
                ++count;
            }
        }
        if (count == 1) {
            for (const std::string& spec : used)
                if (!spec.empty())
                    result.push_back("import " + spec.substr(spec.find_first_not_of('\t')));
        } else if (count > 1) {
            result.push_back(line);
            result.insert(result.end(), used.begin(), used.end());
            result.emplace_back(")");
        }
        i = end;
    }
    return result;
}

bool opens(const std::string& line) { return line.ends_with("{") || line.ends_with("("); }

bool closes(const std::string& line) {
    const std::size_t begin = line.find_first_not_of('\t');
    return begin != std::string::npos && (line[begin] == '}' || line[begin] == ')');
}

Lines squeeze_blanks(const Lines& lines, bool beside_braces) {
    Lines result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].empty()) {
            if (beside_braces && closes(lines[i]))
                while (!result.empty() && result.back().empty())
                    result.pop_back();
            result.push_back(lines[i]);
            continue;
        }
        if (result.empty() || result.back().empty())
            continue;
        if (beside_braces && opens(result.back()) && !result.back().starts_with("//"))
            continue;
        result.emplace_back();
    }
    while (!result.empty() && result.back().empty())
        result.pop_back();
    return result;
}

} // namespace

std::string tidy(const std::string& source) {
    return text_of(squeeze_blanks(prune_imports(lines_of(source)), true));
}

std::string tidy_c(const std::string& source) {
    return text_of(squeeze_blanks(lines_of(source), false));
}

} // namespace ffigen::emit::go
