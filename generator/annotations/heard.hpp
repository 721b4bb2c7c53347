// Attributes that a header has anyway, beside the annotations that are written for ffigen.
#pragma once

#include "model/contract.hpp"

namespace ffigen::annotations {

/// Makes annotations of what the header's attributes and macros say (Parameter::heard), where no
/// annotation says it and it fits: an attribute is written for a compiler, and one that cannot be
/// meant is no error. A42 where an annotation says otherwise.
void settle_heard(model::Contract& contract, Diagnostics& diagnostics);

/// Leaves out what attributes, macros and comments say, as if the header did not have them.
void forget_heard(model::Contract& contract);

/// As a header has it: "FFI_COUNTED_BY(n)".
std::string as_written(const model::Annotation& annotation);

} // namespace ffigen::annotations
