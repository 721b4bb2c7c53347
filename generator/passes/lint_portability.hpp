// Types in wire records that do not mean the same everywhere.
#pragma once

#include "passes/find_wire.hpp"
#include "support/diagnostic.hpp"

namespace ffigen::passes {

/// L01 … L12, L14, L15: pointers, types whose width or sign is the target's affair, enums without a
/// fixed type, bit-fields, flexible arrays of unstated length, records inside that are not wire.
void lint_portability(const model::Contract& contract, const WireRecords& wire,
                      Diagnostics& diagnostics);

/// L13: constructs that gcc and clang lay out differently, in any record of the header.
void find_disagreements(const model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::passes
