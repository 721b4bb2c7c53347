// --wrap-inline: what a header defines gets a symbol that other languages can call.
#pragma once

#include "model/contract.hpp"

namespace ffigen::passes {

/// Functions and macros that wrap_inline gives a symbol to.
struct Wrappable {
    std::size_t functions = 0, macros = 0;
};
[[nodiscard]] Wrappable count_wrappable(const model::Contract& contract);

/// Every function that has its body in the header, and every function-like macro that is one call
/// with its parameters as whole arguments, becomes a function with the symbol of a shim, whose
/// parameters have the types of the function called. What is variadic, hidden behind two
/// definitions, or of a type that C cannot spell stays as it is.
void wrap_inline(model::Contract& contract);

} // namespace ffigen::passes
