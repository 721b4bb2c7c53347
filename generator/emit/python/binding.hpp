// How the safe layer binds a C function, and begins a Python one.
#pragma once

#include "emit/python/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::python {

/// Statement that binds a C function for the safe layer.
std::string binding(const Context& context, const std::string& name,
                    const model::Function& function, const std::vector<std::string>& types,
                    const std::string& result, std::string_view library);

/// `def` line with its parameters, broken where it must be.
std::string def_line(std::string_view head, const std::vector<std::string>& parameters,
                     const std::string& result, std::size_t indent);

} // namespace ffigen::emit::python
