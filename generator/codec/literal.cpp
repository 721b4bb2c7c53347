#include "codec/literal.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>

namespace ffigen::codec {
namespace {

bool only_suffixes(const char* end, std::string_view suffixes) {
    while (*end != '\0' && suffixes.find(*end) != std::string_view::npos)
        ++end;
    return *end == '\0';
}

/// 2^exponent - less, in decimal; 2¹²⁸ is beyond every integer of C++.
std::string power_of_two(unsigned exponent, unsigned less) {
    std::string digits = "1";
    for (unsigned i = 0; i < exponent; ++i) {
        int carry = 0;
        for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
            const int doubled = (*digit - '0') * 2 + carry;
            *digit = static_cast<char>('0' + doubled % 10);
            carry = doubled / 10;
        }
        if (carry != 0)
            digits.insert(digits.begin(), '1');
    }
    // A power of two ends in 2, 4, 6 or 8, or is 1.
    digits.back() = static_cast<char>(digits.back() - static_cast<int>(less));
    return digits;
}

} // namespace

std::optional<std::string> integer_literal(const std::string& text) {
    char* end = nullptr;
    errno = 0;
    if (text.find('-') != std::string::npos) {
        const long long value = std::strtoll(text.c_str(), &end, 0);
        if (end != text.c_str() && errno == 0 && only_suffixes(end, "uUlL"))
            return std::to_string(value);
        return std::nullopt;
    }
    const unsigned long long value = std::strtoull(text.c_str(), &end, 0);
    if (end != text.c_str() && errno == 0 && only_suffixes(end, "uUlL"))
        return std::to_string(value);
    return std::nullopt;
}

std::optional<std::string> float_literal(const std::string& text, bool single) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || !only_suffixes(end, "fFlLuU") || !std::isfinite(value))
        return std::nullopt;
    std::string shortest =
        single ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
    if (shortest.find_first_of(".en") == std::string::npos)
        shortest += ".0";
    return shortest;
}

std::string widened(const std::string& literal, bool single) {
    if (!single)
        return literal;
    const auto value = static_cast<double>(std::strtof(literal.c_str(), nullptr));
    return float_literal(fmt::format("{}", value), false).value_or(literal);
}

std::strong_ordering compare(std::string_view a, std::string_view b) {
    const bool below = a.starts_with('-'), other_below = b.starts_with('-');
    if (below != other_below)
        return below ? std::strong_ordering::less : std::strong_ordering::greater;
    if (below)
        return compare(b.substr(1), a.substr(1));
    return a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
}

std::pair<std::uint64_t, std::uint64_t> halves(std::string_view decimal) {
    const bool negative = decimal.starts_with('-');
    std::uint64_t high = 0, low = 0;
    for (const char digit : decimal.substr(negative ? 1 : 0)) {
        // Ten times the number so far, in limbs of 32 bits, and the digit.
        std::uint64_t carry = static_cast<std::uint64_t>(digit - '0');
        std::array<std::uint64_t, 4> limbs{low & 0xffffffff, low >> 32, high & 0xffffffff,
                                           high >> 32};
        for (std::uint64_t& limb : limbs) {
            carry += limb * 10;
            limb = carry & 0xffffffff;
            carry >>= 32;
        }
        low = limbs[0] | limbs[1] << 32;
        high = limbs[2] | limbs[3] << 32;
    }
    if (negative) {
        low = ~low + 1;
        high = ~high + (low == 0 ? 1 : 0);
    }
    return {high, low};
}

std::string lowest(bool is_signed, unsigned bits) {
    return is_signed ? "-" + power_of_two(bits - 1, 0) : "0";
}

std::string highest(bool is_signed, unsigned bits) {
    return power_of_two(is_signed ? bits - 1 : bits, 1);
}

unsigned storage_bits(unsigned bits) {
    return bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : bits <= 64 ? 64 : 128;
}

} // namespace ffigen::codec
