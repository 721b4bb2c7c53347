// --lang cbor: the schema (CDDL), and codecs for C, Rust, Go and Python.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::cbor {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{
    "cbor", "CDDL schema, and codecs that need no library for C, Rust, Go and Python", "*.cddl",
    emit, api::Forms::all().without(api::Form::kept_counted)};

} // namespace ffigen::emit::cbor
