// Records of function pointers: the classes that callers derive theirs from.
#pragma once

#include "emit/python/context.hpp"

#include <set>
#include <string>

namespace ffigen::emit::python {

/// Indices into Api::tables of those that a function of the safe layer takes.
std::set<std::size_t> used_tables(const Context& context);

/// The class of what callers give for a record of function pointers.
std::string table_class(const Context& context, std::size_t index);

} // namespace ffigen::emit::python
