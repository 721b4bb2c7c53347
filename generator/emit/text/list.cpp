#include "emit/text/list.hpp"

#include "emit/text/lines.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace ffigen::emit::text {

std::string list(std::string_view open, const std::vector<std::string>& items,
                 std::string_view close, std::size_t indent, const Room& room) {
    const bool has_lines = std::ranges::any_of(
        items, [](const std::string& item) { return item.find('\n') != std::string::npos; });
    const std::string flat = joined(items);
    std::string line = std::string(open) + flat + std::string(close);
    if (items.empty() || (!has_lines && columns(flat) <= room.items &&
                          room.taken + indent + columns(line) <= room.width))
        return line;
    std::string result = std::string(open) + "\n";
    for (const std::string& item : items)
        result += std::string(indent + 4, ' ') + item + ",\n";
    return result + std::string(indent, ' ') + std::string(close);
}

std::string packed(std::string_view head, const std::vector<std::string>& items,
                   std::string_view tail, std::size_t width) {
    const std::string open = std::string(head) + "(";
    std::vector<std::string> words = items;
    for (std::string& word : words)
        word += &word == &words.back() ? ")" + std::string(tail) : ",";
    if (words.empty())
        return open + ")" + std::string(tail);
    return joined(fill(words, {open, std::string(columns(open), ' '), width}), "\n");
}

} // namespace ffigen::emit::text
