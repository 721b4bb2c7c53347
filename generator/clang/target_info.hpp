// What clang knows of the target a unit was parsed for.
#pragma once

#include "model/target.hpp"

#include <clang-c/Index.h>

#include <string>

namespace ffigen::clang {

/// C source of one variable for each basic type that the target has; part of every unit.
std::string target_probe();

/// Reads the target's facts from a unit that contains target_probe(). The triple is clang's own
/// spelling; the reader replaces it by the user's.
model::TargetInfo read_target_info(CXTranslationUnit unit);

/// Fills os, arch and msvc from a triple.
void classify_triple(const std::string& triple, model::TargetInfo& target);

} // namespace ffigen::clang
