// Declarations of one parsed target → a model for that target alone (PerTarget index 0).
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"
#include "clang/macros.hpp"

#include <clang-c/Index.h>

#include <set>
#include <string>
#include <vector>

namespace ffigen::clang {

struct DeclarationOptions {
    std::string header_path;         ///< absolute: which file's declarations are wanted
    std::string shown_header;        ///< the same as the user wrote it, for places
    std::string unit_path;           ///< the virtual main file with the probes
    bool include_everything = false; ///< also those of other headers, see ReadOptions
    std::vector<std::string> include_patterns;
    bool header_is_system = false; ///< it lies where compilers look for system headers

    [[nodiscard]] bool takes_other_files() const {
        return include_everything || !include_patterns.empty();
    }
};

/// What a parse yields. `contract` has one target.
struct Declarations {
    model::Contract contract;
    std::set<std::string> defined_macros;    ///< function-like or without a body; one definition
    std::vector<std::string> pointer_macros; ///< need a pointer probe
    std::vector<std::string> wide_macros;    ///< need a wide probe
};

Declarations read_declarations(CXTranslationUnit unit, const DeclarationOptions& options,
                               const std::vector<MacroDefinition>& macros,
                               Diagnostics& diagnostics);

} // namespace ffigen::clang
