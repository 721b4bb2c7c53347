#include "emit/cpp/text.hpp"

#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <limits>

namespace ffigen::emit::cpp {

std::string macro_name(std::string_view name) {
    std::string result;
    for (const char c : name)
        result += std::isalnum(static_cast<unsigned char>(c)) != 0
                      ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
                      : '_';
    return result;
}

std::string statement(std::string_view macro, const std::vector<std::string>& arguments) {
    return text::packed(macro, arguments, ";", column_limit);
}

std::string define(std::string_view name, std::string_view value) {
    const std::string head = fmt::format("#define {}", name);
    if (head.size() + 1 + value.size() <= column_limit)
        return fmt::format("{} {}", head, value);
    return fmt::format("{:<{}}\\\n  {}", head, column_limit - 1, value);
}

std::string comment(std::string_view text) {
    std::vector<std::string> words = text::words_of(text);
    if (words.empty())
        return "/* */";
    words.back() += " */"; // the last word takes the end of the comment along
    return joined(text::fill(words, {"/* ", " * ", column_limit}), "\n");
}

std::string integer_literal(std::string_view decimal, bool is_unsigned) {
    const bool negative = decimal.starts_with('-');
    const std::string_view digits = negative ? decimal.substr(1) : decimal;
    std::uint64_t magnitude = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
    if (negative) {
        // The most negative value has no literal: its magnitude is out of range.
        if (magnitude > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return "(-9223372036854775807ll - 1)";
        return fmt::format("{}{}", decimal,
                           magnitude > std::numeric_limits<std::int32_t>::max() ? "ll" : "");
    }
    const bool wide =
        magnitude > (is_unsigned
                         ? std::numeric_limits<std::uint32_t>::max()
                         : static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max()));
    const bool beyond =
        magnitude > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fmt::format("{}{}{}", digits, is_unsigned || beyond ? "u" : "", wide ? "ll" : "");
}

std::string string_literal(std::string_view bytes) {
    std::string text = "\"";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            text += fmt::format("\\{}", c);
        else if (c == '?') // keeps ?? from being a trigraph
            text += "\\?";
        else if (byte < 0x20 || byte >= 0x7f)
            text += fmt::format("\\{:03o}", byte);
        else
            text += c;
    }
    text += '"';
    return text.size() <= column_limit / 2 ? text : std::string();
}

} // namespace ffigen::emit::cpp
