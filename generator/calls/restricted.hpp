// Memory that C's `restrict` promises is led to by one address alone.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

/// Adds the pairs of parameters that must share no memory. Copies that are made for the call share
/// none by themselves.
void append_restricted(Call& call);

} // namespace ffigen::calls
