#include "emit/text/lines.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <iterator>

namespace ffigen::emit::text {

Lines split_lines(std::string_view text) {
    Lines lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

void move_behind(Lines& lines, std::size_t first, Lines& to) {
    const auto from = lines.begin() + static_cast<std::ptrdiff_t>(first);
    to.insert(to.end(), std::make_move_iterator(from), std::make_move_iterator(lines.end()));
    lines.erase(from, lines.end());
}

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string indented(std::string_view text, std::size_t count) {
    Lines lines = split_lines(text);
    for (std::string& line : lines)
        if (!line.empty())
            line.insert(0, count, ' ');
    return joined(lines, "\n");
}

Lines fill(const std::vector<std::string>& words, const Margins& margins,
           const std::function<bool(const std::string&)>& sticks) {
    Lines lines;
    for (const std::string& word : words) {
        const bool fits =
            !lines.empty() && columns(lines.back()) + 1 + columns(word) <= margins.width;
        if (fits || (!lines.empty() && sticks && sticks(word)))
            lines.back() += " " + word;
        else
            lines.push_back((lines.empty() ? margins.first : margins.further) + word);
    }
    return lines;
}

std::vector<std::string> words_of(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::string> words;
    for (std::size_t begin = 0;
         (begin = text.find_first_not_of(blanks, begin)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
        words.emplace_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

} // namespace ffigen::emit::text
