#include "model/type.hpp"

#include <array>
#include <utility>

namespace ffigen::model {
namespace {

struct KindRow {
    TypeKind kind;
    const char* name;
    bool integer;
    bool floating;
};

constexpr KindRow rows[] = {
    {TypeKind::void_, "void", false, false},
    {TypeKind::bool_, "bool", true, false},
    {TypeKind::char_, "char", true, false},
    {TypeKind::signed_char, "signed char", true, false},
    {TypeKind::unsigned_char, "unsigned char", true, false},
    {TypeKind::short_, "short", true, false},
    {TypeKind::unsigned_short, "unsigned short", true, false},
    {TypeKind::int_, "int", true, false},
    {TypeKind::unsigned_int, "unsigned int", true, false},
    {TypeKind::long_, "long", true, false},
    {TypeKind::unsigned_long, "unsigned long", true, false},
    {TypeKind::long_long, "long long", true, false},
    {TypeKind::unsigned_long_long, "unsigned long long", true, false},
    {TypeKind::int128, "__int128", true, false},
    {TypeKind::uint128, "unsigned __int128", true, false},
    {TypeKind::float16, "_Float16", false, true},
    {TypeKind::float_, "float", false, true},
    {TypeKind::double_, "double", false, true},
    {TypeKind::long_double, "long double", false, true},
    {TypeKind::float128, "__float128", false, true},
    {TypeKind::int8, "int8_t", true, false},
    {TypeKind::int16, "int16_t", true, false},
    {TypeKind::int32, "int32_t", true, false},
    {TypeKind::int64, "int64_t", true, false},
    {TypeKind::uint8, "uint8_t", true, false},
    {TypeKind::uint16, "uint16_t", true, false},
    {TypeKind::uint32, "uint32_t", true, false},
    {TypeKind::uint64, "uint64_t", true, false},
    {TypeKind::intptr, "intptr_t", true, false},
    {TypeKind::uintptr, "uintptr_t", true, false},
    {TypeKind::size, "size_t", true, false},
    {TypeKind::ssize, "ssize_t", true, false},
    {TypeKind::ptrdiff, "ptrdiff_t", true, false},
    {TypeKind::wchar, "wchar_t", true, false},
    {TypeKind::char16, "char16_t", true, false},
    {TypeKind::char32, "char32_t", true, false},
    {TypeKind::va_list_, "va_list", false, false},
    {TypeKind::pointer, "pointer", false, false},
    {TypeKind::array, "array", false, false},
    {TypeKind::flexible_array, "flexible array", false, false},
    {TypeKind::function, "function", false, false},
    {TypeKind::complex, "complex", false, false},
    {TypeKind::vector, "vector", false, false},
    {TypeKind::atomic, "atomic", false, false},
    {TypeKind::bit_int, "bit int", true, false},
    {TypeKind::record, "record", false, false},
    {TypeKind::enumeration, "enum", false, false},
    {TypeKind::typedef_, "typedef", false, false},
    {TypeKind::unsupported, "unsupported", false, false},
};

const KindRow& row(TypeKind kind) { return rows[static_cast<std::size_t>(kind)]; }

std::string space_before(const std::string& declarator) {
    if (declarator.empty())
        return {};
    return declarator.front() == '[' ? declarator : " " + declarator;
}

/// A pointer to array or function needs parentheses around its declarator.
bool binds_right(const Type& type) {
    return type.kind == TypeKind::array || type.kind == TypeKind::flexible_array ||
           type.kind == TypeKind::function;
}

std::string parameter_list(const Type& function) {
    std::string text;
    for (std::size_t i = 1; i < function.args.size(); ++i)
        text += (i > 1 ? ", " : "") + to_c(function.args[i]);
    if (function.variadic && (function.has_prototype || !text.empty())) // clang calls () variadic
        text += text.empty() ? "..." : ", ...";
    if (text.empty() && function.has_prototype)
        text = "void";
    return "(" + text + ")";
}

std::string base_name(const Type& type) {
    switch (type.kind) {
    case TypeKind::complex:
        return kind_name(type.element().kind) + " _Complex";
    case TypeKind::atomic:
        return "_Atomic(" + to_c(type.element()) + ")";
    case TypeKind::bit_int:
        return std::string(type.is_unsigned ? "unsigned " : "") + "_BitInt(" +
               std::to_string(type.count) + ")";
    case TypeKind::vector:
        return to_c(type.element()) + " __attribute__((vector_size(sizeof(" + to_c(type.element()) +
               ") * " + std::to_string(type.count) + ")))";
    case TypeKind::record:
    case TypeKind::enumeration:
    case TypeKind::typedef_:
    case TypeKind::unsupported:
        return type.name;
    default:
        return kind_name(type.kind);
    }
}

} // namespace

std::string qualifiers(const Type& type) {
    std::string text;
    if (type.is_const)
        text += "const ";
    if (type.is_volatile)
        text += "volatile ";
    if (type.is_restrict)
        text += "restrict ";
    return text;
}

static_assert(std::size(rows) == static_cast<std::size_t>(TypeKind::unsupported) + 1);

bool is_integer(TypeKind kind) { return row(kind).integer; }
bool is_floating(TypeKind kind) { return row(kind).floating; }
bool is_fixed_width(TypeKind kind) { return kind >= TypeKind::int8 && kind <= TypeKind::uint64; }
std::string kind_name(TypeKind kind) { return row(kind).name; }

std::string to_c(const Type& type, const std::string& declarator) {
    switch (type.kind) {
    case TypeKind::pointer: {
        const std::string inner_qualifiers = qualifiers(type);
        std::string inner = "*" + inner_qualifiers + declarator;
        if (declarator.empty() && !inner_qualifiers.empty())
            inner.pop_back();
        if (binds_right(type.element()))
            inner = "(" + inner + ")";
        return to_c(type.element(), inner);
    }
    case TypeKind::array:
        return to_c(type.element(), declarator + "[" + std::to_string(type.count) + "]");
    case TypeKind::flexible_array:
        return to_c(type.element(), declarator + "[]");
    case TypeKind::function:
        return to_c(type.element(), declarator + parameter_list(type));
    default:
        return qualifiers(type) + base_name(type) + space_before(declarator);
    }
}

Type unqualified(Type type) {
    type.is_const = type.is_volatile = type.is_restrict = false;
    return type;
}

} // namespace ffigen::model
