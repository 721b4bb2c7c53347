// Closures behind C's function pointers: the trampoline that C calls, and what a wrapper does
// around it.
#pragma once

#include "emit/rust/safe_view.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// How a wrapper passes a closure. In the lines, {0} stands for the parameter's name.
struct ClosureUse {
    std::string parameter;  ///< generic parameter: F
    std::string bound;      ///< F: FnMut(i32) -> i32
    std::string trampoline; ///< expression for the function pointer
    std::vector<std::string> before, after;
    std::string guard, guard_value; ///< type and expression of what keeps a registration
};
/// A type parameter that no type of the contract is called like.
std::string generic_name(const Safe& safe, std::size_t index);

ClosureUse closure_use(Safe& safe, const api::Function& function, const api::CallbackUse& declared,
                       const std::string& generic);

/// Why the function's closures cannot be offered safely; empty: they can, or there are none.
std::string closure_problem(const Context& context, const api::Function& function);

/// Template data for src/safe/callbacks.rs: every trampoline that some wrapper uses.
Json safe_callbacks(Safe& safe);

/// Guards of the closures that a function keeps until another one is called.
Json registration_json(Safe& safe, const api::Function& function);

} // namespace ffigen::emit::rust
