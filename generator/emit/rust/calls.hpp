// One function of the API as a safe Rust function: signature, body, documentation.
#pragma once

#include "emit/rust/values.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// Template data of the function: doc, cfg, attributes, signature, where, body. `in_place` makes
/// the variant that fills a record of the caller's instead of returning it.
Json wrapper_json(Safe& safe, const api::Function& function, bool in_place = false);

/// Whether the function's only result is a record large enough to be worth filling in place.
bool has_in_place_form(Safe& safe, const api::Function& function);

/// Whether what the function lends can only be read.
bool lends_const(const Safe& safe, const api::Function& function);

/// Statements of a guard's method that check what it gives back to C, where it lies.
std::vector<std::string> checks_of_lent(Safe& safe, const api::Function& end);

/// Template data of the guard for memory that the function lends.
Json loan_json(Safe& safe, const api::Function& function);

} // namespace ffigen::emit::rust
