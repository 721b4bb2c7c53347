// Bytes of CBOR as far as a plan needs them: heads, keys and how long a value can get.
#pragma once

#include "codec/plan.hpp"

namespace ffigen::codec {

/// The shortest head of an item: major type and argument (RFC 8949, section 3).
std::string head(unsigned major, std::uint64_t argument);

/// An integer of at most 64 bits, from its decimal.
std::string encoded_integer(const std::string& decimal);

/// A key as it stands in a map.
std::string encoded_key(const Field& field);

/// Bytes of the longest value of a field.
std::uint64_t longest_value(const Field& field, const Plan& plan);

/// Bytes of the longest value of a type with a fixed count.
std::uint64_t longest_value(const Type& type, const Plan& plan);

/// Bytes of the longest encoding of a record whose parts have theirs.
std::uint64_t longest_record(const Record& record, const Plan& plan);

} // namespace ffigen::codec
