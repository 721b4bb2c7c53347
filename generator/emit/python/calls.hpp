// A C function as a Python function, method or property: its text.
#pragma once

#include "emit/python/call_text.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::emit::python {

/// Functions of one module of the safe layer with what they need.
struct FunctionModule {
    Bound bound;                       ///< C name → name of the bound function
    std::vector<std::string> bindings; ///< statements that bind them
    std::vector<std::string> helpers;  ///< functions of the module that several methods share
    std::vector<std::string> loans;    ///< classes of what is lent
    std::vector<std::string> methods;  ///< defs, indented for their place
};

/// Text of the functions, which belong to `handle` or, if that is nullptr, to the module.
FunctionModule function_module(const Context& context,
                               const std::vector<const api::Function*>& functions,
                               const api::Handle* handle);

} // namespace ffigen::emit::python
