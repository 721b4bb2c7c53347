// Bytes and bits of a record that no field covers.
#pragma once

#include "passes/find_wire.hpp"
#include "support/diagnostic.hpp"

#include <optional>
#include <vector>

namespace ffigen::passes {

/// One hole in one layout. Indices are into RecordLayout::fields.
struct Gap {
    std::optional<std::size_t>
        container;                     ///< the anonymous member it lies in; none: the record itself
    std::optional<std::size_t> before; ///< the member that follows it; none: it is at the end
    std::optional<std::size_t> after;  ///< the member in front of it; none: it comes first
    std::uint64_t from_bits = 0;       ///< from the start of the outermost record
    std::uint64_t to_bits = 0;         ///< one past the last
    [[nodiscard]] std::uint64_t bits() const { return to_bits - from_bits; }
    /// No bit-field takes part: whole bytes.
    [[nodiscard]] bool whole_bytes() const { return from_bits % 8 == 0 && to_bits % 8 == 0; }
    bool operator==(const Gap&) const = default;
};

/// The holes of one layout in order of place. What a shorter member of a union leaves over is no
/// hole: only the bytes that no member reaches are.
std::vector<Gap> find_gaps(const model::Contract& contract, const model::Record& record,
                           const model::RecordLayout& layout);

/// P01 … P04: errors for wire records, with the declaration that makes the hole explicit and, where
/// the header's text allows it, the edit that inserts it. Padding that follows from an error among
/// `diagnostics` already is not reported. With `others`, notes for the header's
/// other records as well.
void find_padding(const model::Contract& contract, const WireRecords& wire, bool others,
                  Diagnostics& diagnostics);

} // namespace ffigen::passes
