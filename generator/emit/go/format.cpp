#include "emit/go/format.hpp"

#include "emit/go/docs.hpp"
#include "emit/text/lines.hpp"

#include <algorithm>

namespace ffigen::emit::go {

namespace {

std::string text_of(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
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
    return text_of(squeeze_blanks(text::split_lines(source), true));
}

std::string tidy_c(const std::string& source) {
    return text_of(squeeze_blanks(text::split_lines(source), false));
}

} // namespace ffigen::emit::go
