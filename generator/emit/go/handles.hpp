// A handle type as template data: its struct, its life, the guards of what it lends.
#pragma once

#include "emit/go/safe.hpp"

namespace ffigen::emit::go {

/// Functions that end objects, for the C bridge.
Json ends_view(const Context& context);

Json handle_view(const Context& context, const Plans& plans, const api::Handle& handle);

} // namespace ffigen::emit::go
