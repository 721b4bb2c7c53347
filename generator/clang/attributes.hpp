// Attributes that libclang gives no cursor kind of their own: known by how they are spelled.
#pragma once

#include <clang-c/Index.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

struct SourceAttribute {
    std::string name;      ///< without the underscores around it: "transparent_union"
    std::string arguments; ///< as written between the parentheses; empty without any
};

/// The attributes on a declaration, also those that come from a macro, in source order.
std::vector<SourceAttribute> attributes_of(CXCursor declaration);

bool has_source_attribute(CXCursor declaration, std::string_view name);

/// The type that a parameter of the union's type is passed as, if it is a transparent_union: that
/// of its first member.
std::optional<CXType> transparent_member(CXCursor declaration);

} // namespace ffigen::clang
