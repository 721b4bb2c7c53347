#include "emit/text/nested.hpp"

#include <ranges>

namespace ffigen::emit::text {
namespace {

Lines within_heads(const Lines& heads, Lines lines, const BlockStyle& style) {
    for (const std::string& head : std::views::reverse(heads)) {
        for (std::string& line : lines)
            line.insert(0, style.indent);
        lines.insert(lines.begin(), style.base + head + style.opens);
        if (!style.closes.empty())
            lines.push_back(style.base + style.closes);
    }
    return lines;
}

} // namespace

Lines nested_lines(const std::vector<Nested>& all, const BlockStyle& style) {
    Lines result;
    for (auto each = all.begin(); each != all.end();) {
        const Lines& heads = each->heads;
        Lines body;
        for (; each != all.end() && each->heads == heads; ++each)
            body.insert(body.end(), each->body.begin(), each->body.end());
        const Lines lines = within_heads(heads, std::move(body), style);
        result.insert(result.end(), lines.begin(), lines.end());
    }
    return result;
}

} // namespace ffigen::emit::text
