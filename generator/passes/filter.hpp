// --allow and --block.
#pragma once

#include "model/contract.hpp"

#include <string>
#include <vector>

namespace ffigen::passes {

/// Keeps the entities that match one of `allow` (all, when there is none for their kind) and none
/// of `block`. A pattern is an ECMAScript regex that must match the whole name, with an optional
/// kind before it: record, enum, typedef, callback, function, variable, constant. What a kept
/// entity uses stays, as if it came from an included header. Bad patterns are errors (O05).
void filter_contract(model::Contract& contract, const std::vector<std::string>& allow,
                     const std::vector<std::string>& block, Diagnostics& diagnostics);

} // namespace ffigen::passes
