// Probes of macros → constants.
#pragma once

#include "clang/declarations.hpp"
#include "clang/types.hpp"

namespace ffigen::clang {

/// Adds a constant for each macro whose probe the unit holds, in the macros' order; what clang
/// cannot evaluate is skipped with the reason. Macros of pointer type without a pointer probe are
/// listed in `result.pointer_macros`.
void read_constants(CXTranslationUnit unit, const DeclarationOptions& options,
                    const std::vector<MacroDefinition>& macros, const TypeNames& names,
                    Declarations& result);

} // namespace ffigen::clang
