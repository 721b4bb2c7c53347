// The form of annotations, apart from what they mean.
#pragma once

#include "annotations/table.hpp"
#include "model/contract.hpp"

#include <string_view>
#include <vector>

namespace ffigen::annotations {

/// Where it may stand, as people call it.
std::vector<std::string_view> place_names(const Word& word);

/// Whether two words cannot stand on one declaration.
bool contradict(std::string_view one, std::string_view other);

/// Known words in their places with the arguments they take, none twice, none beside its opposite.
/// A01 to A04.
void check(const model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::annotations
