// Numbers as annotations write them: C's literals, as exact decimals.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ffigen::codec {

/// "0x10u" → "16", "-1" → "-1"; nullopt for what is no integer of at most 64 bits.
std::optional<std::string> integer_literal(const std::string& text);

/// "1.5f" → "1.5", "1" → "1.0": the shortest decimal of a finite double, or of a float when
/// `single`.
std::optional<std::string> float_literal(const std::string& text, bool single);

/// What a literal of float_literal() is as a double: 0.7 as a float is another number.
std::string widened(const std::string& literal, bool single);

/// Order of two decimal integers of any length.
std::strong_ordering compare(std::string_view a, std::string_view b);

/// Lowest and highest value of an integer of so many bits, up to 128.
std::string lowest(bool is_signed, unsigned bits);
std::string highest(bool is_signed, unsigned bits);

/// Two's complement of a decimal integer of at most 128 bits: its upper and its lower half.
std::pair<std::uint64_t, std::uint64_t> halves(std::string_view decimal);

/// Bits of the integer type that holds a value of so many.
unsigned storage_bits(unsigned bits);

} // namespace ffigen::codec
