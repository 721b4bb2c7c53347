#include "emit/rust/literals.hpp"

#include "emit/hex_float.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace ffigen::emit::rust {
namespace {

template <class T>
std::string shortest(T value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    std::string text(buffer.data(), end);
    const std::size_t exponent = text.find('e');
    if (exponent == std::string::npos)
        return text.find('.') == std::string::npos ? text + ".0" : text;
    // Rust takes 1e300; C's 1e+300 and 1e-07 are spelled its way.
    std::string power = text.substr(exponent + 1);
    const bool negative = power.starts_with('-');
    power.erase(0, power.find_first_not_of("+-0"));
    return text.substr(0, exponent) + "e" + (negative ? "-" : "") + power;
}

std::string escaped(std::string_view bytes, bool utf8) {
    std::string result;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (c == '\r')
            result += "\\r";
        else if ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x80 && utf8))
            result += c;
        else
            result += fmt::format("\\x{:02x}", byte);
    }
    return result;
}

/// Printable as it is: valid UTF-8 without control, format or direction-changing characters.
bool is_plain_utf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
        if (length == 0 || byte > 0xf4 || i + length > bytes.size())
            return false;
        unsigned code = byte & (0x7fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(bytes[i + k]);
            if ((next & 0xc0) != 0x80)
                return false;
            code = code << 6 | (next & 0x3f);
        }
        const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        const bool invisible =
            code < 0xa1 || (code >= 0x200b && code <= 0x206f) || code == 0xfeff || code == 0xad;
        if (overlong || invisible || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
            return false;
        i += length;
    }
    return true;
}

} // namespace

std::string integer_literal(const std::string& decimal) {
    const std::size_t start = decimal.starts_with('-') ? 1 : 0;
    if (decimal.size() - start < 7)
        return decimal;
    std::string result = decimal;
    for (std::size_t at = result.size(); at > start + 3;) {
        at -= 3;
        result.insert(at, "_");
    }
    return result;
}

std::optional<std::string> float_literal(const std::string& hexadecimal, bool single) {
    const std::string type = single ? "f32" : "f64";
    const bool negative = hexadecimal.starts_with('-');
    if (hexadecimal.find("inf") != std::string::npos)
        return type + (negative ? "::NEG_INFINITY" : "::INFINITY");
    if (hexadecimal.find("nan") != std::string::npos)
        return type + "::NAN";
    const double value = std::strtod(hexadecimal.c_str(), nullptr);
    if (significant_bits(hexadecimal) > 53 || !std::isfinite(value))
        return std::nullopt;
    if (value == 0 && significant_bits(hexadecimal) != 0)
        return std::nullopt;
    if (!single)
        return shortest(value);
    const auto narrow = static_cast<float>(value);
    if (static_cast<double>(narrow) != value)
        return std::nullopt;
    return shortest(narrow);
}

std::optional<std::string> c_string_literal(std::string_view bytes) {
    if (bytes.find('\0') != std::string_view::npos)
        return std::nullopt;
    return "c\"" + escaped(bytes, is_plain_utf8(bytes)) + "\"";
}

std::string byte_string_literal(std::string_view bytes) {
    return "b\"" + escaped(bytes, false) + "\"";
}

} // namespace ffigen::emit::rust
