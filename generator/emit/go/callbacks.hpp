// Go closures as C callbacks: a C function for each callback type, which finds the closure behind
// its user data through cgo.Handle.
#pragma once

#include "emit/go/sheets.hpp"
#include "emit/go/types.hpp"

namespace ffigen::emit::go {

/// One entry for each callback with user data: its Go type, the exported Go function, the C one.
Json safe_callbacks(const Context& context);

/// What callers give for records of function pointers: a Go struct of closures each.
Json safe_tables(const Context& context);

} // namespace ffigen::emit::go
