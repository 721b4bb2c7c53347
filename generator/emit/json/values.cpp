#include "emit/hex_float.hpp"
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
    const bool exact = significant_bits(hexadecimal) <= 53 && std::isfinite(value) &&
                       (value == 0 ? significant_bits(hexadecimal) == 0 : std::isnormal(value));
    return exact ? Json(value) : Json(hexadecimal);
}

} // namespace ffigen::emit::json
