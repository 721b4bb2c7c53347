#include "emit/json/document.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace ffigen::emit::json {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
bool parse_whole(const std::string& text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// Significant bits written in a hexadecimal float; a double holds 53.
int significant_bits(const std::string& hexadecimal) {
    std::string digits;
    for (const char c : hexadecimal.substr(hexadecimal.find('x') + 1)) {
        if (c == 'p' || c == 'P')
            break;
        if (c != '.')
            digits += c;
    }
    const std::size_t first = digits.find_first_not_of('0');
    if (first == std::string::npos)
        return 0;
    const std::size_t last = digits.find_last_not_of('0');
    return static_cast<int>(last - first + 1) * 4;
}

} // namespace

Json integer(const std::string& decimal) {
    if (std::int64_t value = 0; parse_whole(decimal, value))
        return value;
    if (std::uint64_t value = 0; parse_whole(decimal, value))
        return value;
    return decimal;
}

Json floating(const std::string& hexadecimal) {
    if (hexadecimal.find('x') == std::string::npos)
        return hexadecimal; // inf, nan
    const double value = std::strtod(hexadecimal.c_str(), nullptr);
    // 13 hexadecimal digits after a leading 1 are the 53 bits of a double.
    const bool exact = significant_bits(hexadecimal) <= 56 && std::isfinite(value) &&
                       (value == 0 ? significant_bits(hexadecimal) == 0 : std::isnormal(value));
    return exact ? Json(value) : Json(hexadecimal);
}

} // namespace ffigen::emit::json
