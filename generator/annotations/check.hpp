// The form of annotations, apart from what they mean.
#pragma once

#include "model/contract.hpp"

#include <string_view>

namespace ffigen::annotations {

/// Whether two words cannot stand on one declaration.
bool contradict(std::string_view one, std::string_view other);

/// Known words in their places with the arguments they take, none twice, none beside its opposite.
/// A01 to A04.
void check(const model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::annotations
