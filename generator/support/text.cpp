#include "support/text.hpp"

#include <fmt/ranges.h>

#include <fstream>
#include <sstream>

namespace ffigen {

std::optional<std::string> read_text_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad())
        return std::nullopt;
    return text.str();
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned lead = byte(i);
        std::size_t length = 1;
        unsigned low = 0x80, high = 0xbf; // bounds of the second byte
        if (lead >= 0xc2 && lead <= 0xdf)
            length = 2;
        else if (lead >= 0xe0 && lead <= 0xef)
            length = 3;
        else if (lead >= 0xf0 && lead <= 0xf4)
            length = 4;
        else if (lead >= 0x80)
            return i;
        if (lead == 0xe0)
            low = 0xa0; // overlong
        else if (lead == 0xed)
            high = 0x9f; // surrogates
        else if (lead == 0xf0)
            low = 0x90; // overlong
        else if (lead == 0xf4)
            high = 0x8f; // past U+10FFFF
        if (i + length > text.size())
            return i;
        for (std::size_t k = 1; k < length; ++k) {
            const unsigned next = byte(i + k);
            if (next < (k == 1 ? low : 0x80u) || next > (k == 1 ? high : 0xbfu))
                return i;
        }
        i += length;
    }
    return std::nullopt;
}

namespace {

/// What becomes of one well-formed UTF-8 sequence in readable_text.
std::string_view readable_sequence(std::string_view sequence) {
    const auto first = static_cast<unsigned char>(sequence.front());
    if (sequence == "\n" || sequence == "\t")
        return sequence;
    if (sequence == "\r")
        return " ";
    if (first < 0x20 || first == 0x7f)
        return "";
    if (first == 0xc2 && static_cast<unsigned char>(sequence[1]) < 0xa0) // C1 controls, NEL
        return static_cast<unsigned char>(sequence[1]) == 0x85 ? " " : "";
    if (sequence == "\u2028" || sequence == "\u2029")
        return " ";
    const bool turns = (sequence >= "\u202a" && sequence <= "\u202e") ||
                       (sequence >= "\u2066" && sequence <= "\u2069");
    return turns || sequence == "\ufeff" ? "" : sequence;
}

} // namespace

std::string readable_text(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t valid = first_invalid_utf8(text).value_or(text.size());
        for (std::size_t i = 0; i < valid;) {
            std::size_t end = i + 1;
            while (end < valid && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
                ++end;
            result += readable_sequence(text.substr(i, end - i));
            i = end;
        }
        text.remove_prefix(valid);
        if (text.empty())
            break;
        const auto byte = static_cast<unsigned char>(text.front());
        if (byte >= 0xa0) {
            result += static_cast<char>(0xc0 | byte >> 6);
            result += static_cast<char>(0x80 | (byte & 0x3f));
        }
        text.remove_prefix(1);
    }
    return result;
}

SourceLocation place_of(std::string_view text, std::size_t offset) {
    SourceLocation place{{}, 1, 1};
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else {
            ++place.column;
        }
    }
    return place;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return text.substr(text.size()); // a place in the text still
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string escape_xml(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\n':
            result += "&#10;";
            break;
        case '\t':
            result += "&#9;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
    // Greedy with one step back: linear in practice, never exponential.
    std::size_t at = 0, in_pattern = 0, retry_at = 0;
    std::size_t star = std::string_view::npos;
    while (at < text.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            retry_at = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++retry_at;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

} // namespace ffigen
