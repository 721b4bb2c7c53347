// What comments say in a form of their own: Doxygen's `@param[out]` and GObject's `(transfer
// full)`.
#pragma once

#include "model/contract.hpp"

namespace ffigen::annotations {

/// Adds to Function::heard and Parameter::heard. Sources: Doxygen's manual on \param; the GObject
/// introspection annotations. Doxygen does not say whether an output is one thing or the first of
/// many, so that it is heard where no number stands beside it that could be its length.
void hear_comment(const model::Contract& contract, model::Function& function);

} // namespace ffigen::annotations
