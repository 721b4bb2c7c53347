// C types in terms of ctypes, on one target.
#pragma once

#include "emit/python/context.hpp"

#include <optional>
#include <string>

namespace ffigen::emit::python {

/// How a type travels by value in calls; see by_value.hpp.
struct ByValue;

/// Expression for the ctypes type of `type`, as raw.py writes it: "ctypes.c_uint64",
/// "ctypes.POINTER(rt_ffi_ring)". Storage only: what ctypes has no number for is its bytes.
std::string ctype(const Context& context, const model::Type& type, std::size_t target);

/// The same for a parameter or a result, where records and numbers may need a stand-in; nullopt
/// with `reason` when it cannot travel by value there.
std::optional<std::string> call_type(const Context& context, const model::Type& type,
                                     std::size_t target, std::string& reason);

/// Expression for a pointer to a function of this type, or nullopt with `reason`.
std::optional<std::string> function_pointer(const Context& context, const model::Type& function,
                                            std::size_t target, std::string& reason);

/// Annotation of a member of this type in raw.py: "int", "ctypes.Array[ctypes.c_float]".
/// Python's type of a number, character or truth value; empty for anything else.
std::string_view scalar_annotation(model::TypeKind kind);

std::string member_annotation(const Context& context, const model::Type& type, std::size_t target);

/// True when ctypes has no number for it, so that a member needs an accessor: __int128, _Float16, …
bool needs_accessor(const model::Type& resolved);

/// The value type of an atomic, without qualifiers of the atomic.
model::Type without_atomic(const Context& context, const model::Type& type, std::size_t target);

/// Calling convention that ctypes has on the target: C's, or stdcall on 32-bit Windows.
enum class Convention { c, stdcall, unsupported };
Convention convention_of(const model::Type& function, const model::TargetInfo& target);

/// The raw annotation "ctypes" name of a basic kind, e.g. "c_uint64"; empty for kinds it lacks.
std::string_view basic_ctype(model::TypeKind kind);

} // namespace ffigen::emit::python
