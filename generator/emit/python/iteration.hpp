// `for record in object`, and its asyncio twin.
#pragma once

#include "emit/python/context.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::python {

/// Methods that iterate over what a handle reads; empty when it does not.
std::vector<std::string> iteration_methods(const Context& context, const api::Handle& handle);

} // namespace ffigen::emit::python
