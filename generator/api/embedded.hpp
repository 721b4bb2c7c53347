// Objects that stand where values do: by value, or within a record. Handles are no values: a copy
// of one has all that is in it a second time.
#pragma once

#include "api/callable.hpp"

namespace ffigen::api {

/// The object that a value is, or has in it, of a type that functions know by its address; null if
/// there is none.
const Handle* object_in(const Lowering& lowering, const model::Type& written, std::size_t target);

/// Why what takes or gives an object by value has no safe form; empty: nothing does.
std::string copies_object(const Lowering& lowering, const Callable& callable, const Roles& roles);

} // namespace ffigen::api
