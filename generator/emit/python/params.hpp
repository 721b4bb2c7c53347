// What each parameter of a C function becomes in its Python wrapper.
#pragma once

#include "emit/python/context.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ffigen::emit::python {

/// A parameter of the Python function.
struct Argument {
    std::string name;
    std::string type;
    std::string fallback; ///< default value; empty: required
    std::string doc;
};

/// A value that the Python function returns.
struct Output {
    std::string expression;
    std::string type;
    std::string doc;
};

/// The wrapper of a function in pieces. Statements are lines without indentation.
struct Plan {
    std::vector<Argument> arguments;
    std::vector<std::string> before;     ///< statements before the call
    std::vector<std::string> call;       ///< what C gets, one for each C parameter
    std::vector<std::string> call_types; ///< its ctypes type
    std::vector<std::string> after_call; ///< statements right after it, also when it failed
    std::vector<std::string> after;      ///< statements after it succeeded
    std::vector<Output> outputs;
    bool needs_self = false;        ///< it is a method
    std::set<std::string> releases; ///< functions bound to free memory, by C name
};

/// `bound` gives the module's name of a bound C function.
Plan plan_parameters(const Context& context, const api::Function& function,
                     const std::map<std::string, std::string, std::less<>>& bound);

} // namespace ffigen::emit::python
