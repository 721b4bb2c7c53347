// Go: numbers and lines as gofmt leaves them.
#pragma once

#include "codec/literal.hpp"
#include "codec/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ffigen::emit::cbor {

inline std::string lines(const std::vector<std::string>& all) {
    return fmt::format("{}", fmt::join(all, "\n"));
}

/// A bound as a constant.
inline std::string go_bound(const std::string& decimal) {
    return decimal == codec::lowest(true, 64) ? "-1<<63" : decimal;
}

inline bool is_closed(const codec::Enum& each) { return each.closed && !each.flags; }

/// A bound of 128 bits, by its halves.
inline std::string wide_bound(const std::string& decimal, bool is_signed) {
    const auto [high, low] = codec::halves(decimal);
    return is_signed ? fmt::format("Int128{{{}, {:#x}}}", static_cast<std::int64_t>(high), low)
                     : fmt::format("Uint128{{{:#x}, {:#x}}}", high, low);
}

/// One bit for each field, in words of 64.
inline std::string missing_bits(std::size_t count) {
    std::string words;
    for (std::size_t left = count; left > 0; left -= std::min<std::size_t>(left, 64))
        words += (words.empty() ? "" : ", ") +
                 (left >= 64 ? "1<<64 - 1" : std::to_string((1ull << left) - 1));
    return words;
}

/// What a field has without being set.
inline bool is_zero(const std::string& value) {
    return value == "0" || value == "0.0" || value == "false" || value == "\"\"" ||
           value.ends_with("{}");
}

} // namespace ffigen::emit::cbor
