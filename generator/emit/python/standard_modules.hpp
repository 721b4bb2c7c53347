// Names that Python's own modules have.
#pragma once

#include <string_view>

namespace ffigen::emit::python {

/// A package of that name would hide a module of the standard library, or be hidden by it.
bool is_standard_module(std::string_view name);

} // namespace ffigen::emit::python
