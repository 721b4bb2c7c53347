// CXType → model::Type.
#pragma once

#include "model/target.hpp"
#include "model/type.hpp"

#include <clang-c/Index.h>

#include <functional>
#include <optional>
#include <string>

namespace ffigen::clang {

/// What the conversion needs from the declarations: the model's name of a declared type. The calls
/// also see to it that the declaration gets into the model.
struct TypeNames {
    /// `by_value`: the complete type is needed, not just a pointer to it. Also for an enum that is
    /// opaque.
    std::function<std::string(CXCursor record, bool by_value)> record;
    std::function<std::string(CXCursor enumeration)> enumeration;
    /// nullopt: the typedef is not kept; look through it.
    std::function<std::optional<model::Type>(CXCursor declaration, bool by_value)> named_type;
};

model::Type convert_type(CXType type, const TypeNames& names);

/// As convert_type, with arrays and functions decayed to pointers as C does for parameters.
model::Type convert_parameter(CXType type, const TypeNames& names);

/// The type with one typedef, tag keyword or attribute looked through; CXType_Invalid when it has
/// none around it.
CXType one_name_less(CXType type);

/// Whether <stdint.h> or <stddef.h> has a typedef of integers of that name.
bool is_standard_name(const std::string& name);

/// The TypeKind of such a typedef, and of va_list, when the type has the size and the sign that the
/// target's own headers give it; nullopt otherwise.
std::optional<model::TypeKind> standard_typedef(const std::string& name, CXType underlying,
                                                const model::TargetInfo& target);

/// "unsigned _BitInt(5)" of a `const volatile unsigned _BitInt(5)`.
std::string unqualified_spelling(CXType type);

/// The basic kind of a canonical builtin type; nullopt for others.
std::optional<model::TypeKind> basic_kind(CXType canonical);

} // namespace ffigen::clang
