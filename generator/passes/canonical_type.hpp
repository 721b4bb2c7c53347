// Types as unambiguous text. C's own syntax hides calling conventions, so it will not do here.
#pragma once

#include "model/type.hpp"

#include <string>

namespace ffigen::passes {

/// Appends the type in prefix notation: outermost first, every property that calls depend on.
/// Nullability is left out: it binds the caller, not the machine.
void append_canonical_type(std::string& text, const model::Type& type);

} // namespace ffigen::passes
