// What is called, in either direction, and what has an address or a value.
#pragma once

#include "drift/scope.hpp"

namespace ffigen::drift {

void compare_functions(Scope& scope);
void compare_callbacks(Scope& scope);
void compare_variables(Scope& scope);

/// Constants. `version` names the contract's version constant, which is meant to change.
void compare_constants(Scope& scope, const std::string& version);

/// What annotations promise: ownership, threads, errors, units and the like.
void compare_annotations(Scope& scope);

} // namespace ffigen::drift
