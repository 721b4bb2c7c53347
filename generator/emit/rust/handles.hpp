// Template data of a handle type: its struct, what keeps it open, its methods and guards.
#pragma once

#include "emit/rust/safe_view.hpp"

#include <vector>

namespace ffigen::emit::rust {

/// Functions that are methods of the type, or make its objects.
std::vector<const api::Function*> functions_of(const Safe& safe, const api::Handle& handle);

/// Template data of src/safe/handle.rs. `own` receives the types that the file defines.
Json handle_json(Safe& safe, const api::Handle& handle, std::vector<std::string>& own);

/// Template data of functions, with those that fill a record in place.
Json functions_json(Safe& safe, const std::vector<const api::Function*>& functions);

/// Guards of what functions register.
Json registrations_json(Safe& safe, const std::vector<const api::Function*>& functions);

} // namespace ffigen::emit::rust
