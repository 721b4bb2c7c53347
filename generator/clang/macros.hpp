// Object-like macros: found in the header's text, evaluated by clang itself.
#pragma once

#include "model/contract.hpp"

#include <clang-c/Index.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

struct MacroDefinition {
    std::string name;
    std::string body; ///< one line, comments removed
    std::string doc;
    std::string file; ///< as the user sees it, where it is not the header itself
    bool function_like = false;
    bool is_redefined = false; ///< the text has several definitions
    std::string before;        ///< bodies of the others
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

/// As macro_probe, for a macro of 128 bits: its halves, which libclang can evaluate.
std::string wide_probe(const std::string& name);

inline constexpr std::string_view probe_prefix = "ffigen_macro_";
inline constexpr std::string_view pointer_prefix = "ffigen_pointer_";
/// Asks whether a macro that is function-like, or without a body, is defined.
inline constexpr std::string_view defined_prefix = "ffigen_defined_";
inline constexpr std::string_view low_prefix = "ffigen_low_";
inline constexpr std::string_view high_prefix = "ffigen_high_";

/// Macros whose value depends on where, when and by what the header is read, each with what makes
/// it so: "where and when it is used: __LINE__", "the compiler: __GNUC__".
std::map<std::string, std::string> unstable_macros(const std::vector<MacroDefinition>& macros);

/// The value of a probe's variable; nullopt when clang cannot evaluate it, or not whole.
std::optional<model::ConstantValue> evaluate(CXCursor variable, const model::Type& type,
                                             bool big_endian);

/// The string literal that an object of pointer type points to, through nothing but casts and
/// parentheses.
std::optional<model::ConstantValue> pointed_string(CXCursor variable, const model::Type& type,
                                                   bool big_endian);

/// The value whose halves wide_probe's two variables have.
std::optional<model::ConstantValue> evaluate_wide(CXCursor low, CXCursor high,
                                                  const model::Type& type);

} // namespace ffigen::clang
