// Closures behind C's function pointers: what a wrapper does around the call, and the guards of
// those that C keeps.
#pragma once

#include "emit/rust/safe_view.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// How a wrapper passes a closure. In `state`, {0} stands for the parameter's name.
struct ClosureUse {
    std::string parameter;  ///< generic parameter: F
    std::string bound;      ///< F: FnMut(i32) -> i32
    std::string trampoline; ///< expression for the function pointer
    std::string state;      ///< what C's user data leads to, or a part of it
    std::string boxed;      ///< type of a hook's closure, which C hands nothing back for
    std::string hook;       ///< static with the closure's number, where C hands none back
    std::string here;       ///< the thread's place of it, where C hands nothing back
    std::string alias;      ///< type of what is there
};
/// A type parameter that no type of the contract is called like.
std::string generic_name(const Safe& safe, std::size_t index);

ClosureUse closure_use(Safe& safe, const api::Function& function,
                       const calls::Registration& registration, const std::string& generic);

/// Variant of Kind in src/safe/closures.rs: of the function that ends registrations, or makes them
/// where none does.
std::string closure_kind(const std::string& function);
std::string closure_kind(const calls::Registration& registration);

/// Template data for src/safe/callbacks.rs: every trampoline that some wrapper uses.
Json safe_callbacks(Safe& safe);

/// Template data for src/safe/tables.rs: what callers give for records of function pointers.
Json safe_tables(Safe& safe);

/// Template data for src/safe/closures.rs; empty: C keeps none.
Json safe_closures(Safe& safe);

/// Guards of the closures that a function keeps until another one is called.
Json registration_json(Safe& safe, const api::Function& function);

} // namespace ffigen::emit::rust
