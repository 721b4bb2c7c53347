// Object-like macros: found in the header's text, evaluated by clang itself.
#pragma once

#include "model/contract.hpp"

#include <clang-c/Index.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

struct MacroDefinition {
    std::string name;
    std::string body; ///< one line, comments removed
    std::string doc;
    bool function_like = false;
    std::uint32_t line = 0, column = 0;
};

/// Every #define of the text in order, a redefinition in the place of its last one. Conditions are
/// not evaluated: the probes ask clang whether the macro is defined.
std::vector<MacroDefinition> scan_macros(std::string_view text);

/// Whether a body may be an expression at all, so that asking clang does no harm to what follows:
/// balanced and not a list of keywords.
bool may_be_expression(const MacroDefinition& macro);

/// C source of a probe on one line, without the newline:
/// a variable whose type and initialiser are the macro's.
std::string macro_probe(const std::string& name);
/// As macro_probe, for a macro of pointer type: its address as an integer.
std::string pointer_probe(const std::string& name);

inline constexpr std::string_view probe_prefix = "ffigen_macro_";
inline constexpr std::string_view pointer_prefix = "ffigen_pointer_";

/// The value of a probe's variable; nullopt when clang cannot evaluate it.
std::optional<model::ConstantValue> evaluate(CXCursor variable, const model::Type& type,
                                             bool big_endian);

} // namespace ffigen::clang
