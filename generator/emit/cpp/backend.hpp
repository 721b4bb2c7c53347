// --lang cpp: static_asserts between the contract and the C++ types behind it, their C11 twin, and
// the contract's fingerprint for the library to carry.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::cpp {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{
    "cpp", "static_asserts of layouts and values for C11 and C++17, and the fingerprint",
    "*_layout.h", emit, api::Forms::all()};

} // namespace ffigen::emit::cpp
