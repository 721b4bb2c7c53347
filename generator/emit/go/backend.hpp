// --lang go: a module with a raw layer in C's names and a safe layer in Go's.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::go {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{"go", "a Go module: raw and safe layer through cgo", "doc.go",
                                 emit, api::Forms::all().without(api::Form::kept_counted)};

} // namespace ffigen::emit::go
