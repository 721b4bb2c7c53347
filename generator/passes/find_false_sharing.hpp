// How wire records meet cache lines.
#pragma once

#include "passes/find_wire.hpp"
#include "support/diagnostic.hpp"

namespace ffigen::passes {

/// Bytes of a cache line on the processors of the default targets, except Apple's ARM (128) and
/// s390x (256), where the findings hold all the more.
inline constexpr std::uint64_t cache_line_bytes = 64;

/// Notes about wire records, taken to start on a cache line: N01 two fields that different sides
/// write in one line, N02 a value that straddles two lines, N03 a field off its natural alignment.
void find_false_sharing(const model::Contract& contract, const WireRecords& wire,
                        Diagnostics& diagnostics);

} // namespace ffigen::passes
