// --lang python: a package over ctypes, raw and safe.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::python {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{"python", "a package for CPython 3.9 and later, over ctypes",
                                 "*/raw.py", emit,
                                 api::Forms::all().without(api::Form::kept_counted)};

} // namespace ffigen::emit::python
