// Documentation of the safe layer's functions.
#pragma once

#include "emit/go/calls.hpp"

namespace ffigen::emit::go {

/// What it does, its parameters and results, and which C function is behind it.
Lines safe_doc(const SafeScope& scope);

} // namespace ffigen::emit::go
