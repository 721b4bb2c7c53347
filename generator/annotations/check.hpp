// The form of annotations, apart from what they mean.
#pragma once

#include "model/contract.hpp"

namespace ffigen::annotations {

/// Known words in their places with the arguments they take, none twice, none beside its opposite.
/// A01 to A04.
void check(const model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::annotations
