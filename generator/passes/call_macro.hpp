// Function-like macros that are calls: `#define open(s) open_((s), VERSION, (int)sizeof(*(s)))`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::passes {

struct CallMacro {
    std::vector<std::string> parameters;
    std::string function;
    /// For each argument of the call the number of the macro's parameter that it is; nullopt:
    /// another expression.
    std::vector<std::optional<std::size_t>> arguments;
};

/// Reads what follows a macro's name: "(a, b) f(b, (a), 0)". Nullopt when it is no call, or when
/// some parameter is no argument by itself.
std::optional<CallMacro> read_call_macro(std::string_view definition);

} // namespace ffigen::passes
