#include "emit/python/values.hpp"

#include "emit/python/ctypes.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

const api::Enum* safe_enum(const Context& context, const Type& type) {
    return type.kind == TypeKind::enumeration ? context.api.enumeration(type.name) : nullptr;
}

/// Name of the Python enum behind a type, error sets included; empty when there is none.
std::string enum_name(const Context& context, const Type& type) {
    if (const api::Enum* found = safe_enum(context, type))
        return context.names.types.at(found->c_name);
    if (type.kind == TypeKind::enumeration)
        if (const auto set = context.names.error_codes.find(type.name);
            set != context.names.error_codes.end())
            return set->second;
    return {};
}

struct Range {
    unsigned bits;
    bool is_signed;
};

/// Width of an integer that is the same everywhere.
std::optional<Range> fixed_range(TypeKind kind) {
    switch (kind) {
    case TypeKind::int8:
    case TypeKind::signed_char:
        return Range{8, true};
    case TypeKind::uint8:
    case TypeKind::unsigned_char:
        return Range{8, false};
    case TypeKind::int16:
    case TypeKind::short_:
        return Range{16, true};
    case TypeKind::uint16:
    case TypeKind::unsigned_short:
    case TypeKind::char16:
        return Range{16, false};
    case TypeKind::int32:
    case TypeKind::int_:
        return Range{32, true};
    case TypeKind::uint32:
    case TypeKind::unsigned_int:
    case TypeKind::char32:
        return Range{32, false};
    case TypeKind::int64:
    case TypeKind::long_long:
        return Range{64, true};
    case TypeKind::uint64:
    case TypeKind::unsigned_long_long:
        return Range{64, false};
    default:
        return std::nullopt;
    }
}

} // namespace

Type behind(const Context& context, const Type& type) {
    // Any target that knows the type will do: what differs is widths.
    for (std::size_t target = 0; target < context.target_count(); ++target) {
        const Type result =
            model::resolve(context.contract, without_atomic(context, type, target), target);
        if (result.kind != TypeKind::typedef_)
            return result;
    }
    return type;
}

const api::Record* safe_record(const Context& context, const Type& type) {
    const Type resolved = behind(context, type);
    return resolved.kind == TypeKind::record ? context.api.record(resolved.name) : nullptr;
}

std::string safe_ctype(const Context& context, const Type& type) {
    Context raw = context;
    raw.type_prefix = "raw.";
    for (std::size_t target = 0; target < context.target_count(); ++target) {
        const Type resolved = model::resolve(context.contract, type, target);
        if (resolved.kind != TypeKind::typedef_)
            return ctype(raw, type, target);
    }
    return "ctypes.c_void_p";
}

std::string value_annotation(const Context& context, const Type& type) {
    const Type resolved = behind(context, type);
    if (const std::string name = enum_name(context, resolved); !name.empty())
        return name;
    if (const api::Record* record = safe_record(context, resolved))
        return context.names.types.at(record->c_name);
    switch (resolved.kind) {
    case TypeKind::float16:
        return "float";
    case TypeKind::complex:
        return "complex";
    case TypeKind::float128:
    case TypeKind::va_list_:
    case TypeKind::unsupported:
        return "bytes";
    default: {
        const std::string_view scalar = scalar_annotation(resolved.kind);
        return scalar.empty() ? "Any" : std::string(scalar);
    }
    }
}

std::string from_c(const Context& context, const Type& type, const std::string& expression) {
    const Type resolved = behind(context, type);
    if (const std::string name = enum_name(context, resolved); !name.empty())
        return fmt::format("{}({})", name, expression);
    if (const api::Record* record = safe_record(context, resolved))
        return fmt::format("{}.from_raw({})", context.names.types.at(record->c_name), expression);
    return expression;
}

std::string to_c(const Context& context, const Type& type, const std::string& expression) {
    if (safe_record(context, type) != nullptr)
        return expression + ".raw";
    return expression;
}

std::vector<std::string> range_check(const Context& context, const Type& type,
                                     const std::string& name, const std::string& called) {
    const Type resolved = behind(context, type);
    if (!model::is_integer(resolved.kind) || resolved.kind == TypeKind::bool_ ||
        resolved.kind == TypeKind::char_ || resolved.kind == TypeKind::wchar ||
        resolved.kind == TypeKind::int128 || resolved.kind == TypeKind::uint128)
        return {};
    const auto range = fixed_range(resolved.kind);
    if (!range)
        return {fmt::format("_memory.fit({}, {})", safe_ctype(context, type), name)};
    std::string low = "0";
    std::string high(range->bits / 4, 'F');
    if (range->is_signed) {
        low = fmt::format("-0x8{}", std::string(range->bits / 4 - 1, '0'));
        high[0] = '7';
    }
    return {fmt::format("if not {} <= {} <= 0x{}:", low, name, high),
            fmt::format("    raise OverflowError(f\"{} does not fit: {{{}}}\")",
                        called.empty() ? name : called, name)};
}

std::string zero_of(const Context& context, const Type& type) {
    const Type resolved = behind(context, type);
    if (const api::Enum* found = safe_enum(context, resolved)) {
        const std::string& name = context.names.types.at(found->c_name);
        const model::Enum* enumeration = context.contract.enumeration(found->c_name);
        for (const auto& [c_name, value] : enumeration->layouts.first().values)
            if (value == "0")
                return fmt::format("{}.{}", name, context.names.enumerators.at(c_name));
        return {};
    }
    const std::string annotation = value_annotation(context, type);
    if (annotation == "int")
        return "0";
    if (annotation == "float")
        return "0.0";
    if (annotation == "bool")
        return "False";
    if (annotation == "complex")
        return "0j";
    if (resolved.kind == TypeKind::char_)
        return "b\"\\0\"";
    return {};
}

} // namespace ffigen::emit::python
