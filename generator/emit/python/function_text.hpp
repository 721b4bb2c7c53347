// A C function as a Python function, method or property: its text.
#pragma once

#include "emit/python/context.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::emit::python {

using Bound = std::map<std::string, std::string, std::less<>>;

/// Functions of one module of the safe layer with what they need.
struct FunctionModule {
    Bound bound;                        ///< C name → name of the bound function
    std::vector<std::string> bindings;  ///< statements that bind them
    std::vector<std::string> helpers;   ///< functions of the module that several methods share
    std::vector<std::string> loans;     ///< classes of what is lent
    std::vector<std::string> methods;   ///< defs, indented for their place
};

/// Text of the functions, which belong to `handle` or, if that is nullptr, to the module.
FunctionModule function_module(const Context& context, const std::vector<const api::Function*>& functions,
                               const api::Handle* handle);

/// Statement that binds a C function for the safe layer.
std::string binding(const Context& context, const std::string& name, const model::Function& function,
                    const std::vector<std::string>& types, const std::string& result, std::string_view library);

/// `def` line with its parameters, broken where it must be.
std::string def_line(std::string_view head, const std::vector<std::string>& parameters, const std::string& result,
                     std::size_t indent);

/// Methods that iterate over what a handle reads; empty when it does not.
std::vector<std::string> iteration_methods(const Context& context, const api::Handle& handle);

} // namespace ffigen::emit::python
