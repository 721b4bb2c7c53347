// Functions, and what typedefs of functions call their parameters.
#pragma once

#include "model/contract.hpp"
#include "clang/entity_notes.hpp"
#include "clang/types.hpp"

#include <clang-c/Index.h>

#include <string>
#include <vector>

namespace ffigen::clang {

/// The function type of a declaration, also where it is a typedef's: `typedef int handler(int);
/// handler on_event;`.
CXType function_type_of(CXType type);

/// One for each parameter of the function, of the typedef or of the pointer that is declared.
std::vector<model::Parameter> parameters_of(CXCursor declaration, std::size_t count,
                                            const EntityNotes& notes);

/// A function's first declaration.
model::Function read_function(CXCursor cursor, const EntityNotes& notes, const TypeNames& names);

/// A later declaration may bring what the first lacked: the comment, annotations, a body, the
/// prototype.
void complete_function(model::Function& function, CXCursor cursor, const EntityNotes& notes,
                       const TypeNames& names);

/// Why the function cannot be called by its name and the types of its declaration; empty when it
/// can.
std::string call_obstacle(CXCursor cursor);

} // namespace ffigen::clang
