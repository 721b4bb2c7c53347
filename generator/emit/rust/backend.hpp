// --lang rust: a crate with a raw and a safe layer.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::rust {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{"rust", "a crate: raw layer, safe layer, tests, documentation",
                                 "src/raw/records.rs", emit,
                                 api::Forms::all().without(api::Form::many_ways)};

} // namespace ffigen::emit::rust
