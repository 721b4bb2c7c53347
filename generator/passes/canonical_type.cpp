#include "passes/canonical_type.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ffigen::passes {

void append_canonical_type(std::string& text, const model::Type& type) {
    using model::TypeKind;
    text += model::qualifiers(type);
    switch (type.kind) {
    case TypeKind::record:
    case TypeKind::enumeration:
    case TypeKind::typedef_:
    case TypeKind::unsupported:
        text += type.name;
        return;
    case TypeKind::bit_int:
        fmt::format_to(std::back_inserter(text), "{}bitint<{}>", type.is_unsigned ? "u" : "",
                       type.count);
        return;
    case TypeKind::pointer:
        text += '*';
        break;
    case TypeKind::flexible_array:
        text += "[]";
        break;
    case TypeKind::array:
        if (type.count == 0) // GNU C's spelling of the same
            text += "[]";
        else
            fmt::format_to(std::back_inserter(text), "[{}]", type.count);
        break;
    case TypeKind::vector:
        fmt::format_to(std::back_inserter(text), "vector<{}>", type.count);
        break;
    case TypeKind::complex:
        text += "complex ";
        break;
    case TypeKind::atomic:
        text += "atomic ";
        break;
    case TypeKind::function:
        fmt::format_to(std::back_inserter(text), "fn<{}>{}{}", static_cast<int>(type.convention),
                       type.variadic ? "..." : "", type.has_prototype ? "" : "?");
        break;
    default:
        text += model::kind_name(type.kind);
        return;
    }
    text += '(';
    for (std::size_t i = 0; i < type.args.size(); ++i) {
        if (i != 0)
            text += ", ";
        append_canonical_type(text, type.args[i]);
    }
    text += ')';
}

} // namespace ffigen::passes
