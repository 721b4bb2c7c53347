// One layout on every promised target.
#pragma once

#include "passes/find_wire.hpp"
#include "support/diagnostic.hpp"

namespace ffigen::passes {

/// X01 for wire records that differ in a way that no earlier finding explains: run after the
/// others. With `others`, notes: L10 where only the alignment of a wire record differs, X01 for
/// records that are not wire.
void check_layout(const model::Contract& contract, const WireRecords& wire, bool others,
                  Diagnostics& diagnostics);

} // namespace ffigen::passes
