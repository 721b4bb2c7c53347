// What attributes and well-known macros say, in the words of ffigen/annotations.h: GCC's and
// clang's attributes, those that clang drops among them, glibc's and SAL's macros, `@param[out]`.
#pragma once

#include "model/contract.hpp"

#include <clang-c/Index.h>

namespace ffigen::clang {

/// Fills Function::heard and Parameter::heard. Sources: GCC's manual on function attributes,
/// clang's attribute reference, <sys/cdefs.h>, <sal.h>.
void hear(model::Function& function, CXCursor cursor);

/// What stands on a field: counted_by, sized_by and macros of that name.
model::Annotations heard_on_field(CXCursor field, const SourceLocation& where);

} // namespace ffigen::clang
