#include "emit/python/values.hpp"

#include "emit/python/format.hpp"
#include "emit/python/types.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

using model::Type;
using model::TypeKind;

namespace {

/// A complex number of Python's: its parts are floats. Others are bytes in the raw layer.
bool has_parts(const Context& context, const Type& complex) {
    const TypeKind part = behind(context, complex.element()).kind;
    return part == TypeKind::float_ || part == TypeKind::double_;
}

const api::Enum* safe_enum(const Context& context, const Type& type) {
    return type.kind == TypeKind::enumeration ? context.api.enumeration(type.name) : nullptr;
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

std::string enum_name(const Context& context, const Type& type) {
    if (const api::Enum* found = safe_enum(context, type))
        return context.names.types.at(found->c_name);
    if (type.kind == TypeKind::enumeration)
        if (const auto set = context.names.error_codes.find(type.name);
            set != context.names.error_codes.end())
            return set->second;
    return {};
}

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
        return has_parts(context, resolved) ? "complex" : "bytes";
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
        return fmt::format("_memory.over({}, {})", context.names.types.at(record->c_name),
                           expression);
    return expression;
}

std::string to_c(const Context& context, const Type& type, const std::string& expression) {
    if (safe_record(context, type) != nullptr)
        return expression + "._raw";
    return expression;
}

namespace {

/// A check in two parts: what most callers' values are not, and the call for the others.
struct Check {
    std::string unless; ///< of the variable `{0}`
    std::string call;   ///< with `{0}` for the value and `{1}` for its name in messages
};

std::string limit(bool low, unsigned bits, bool is_signed) {
    if (low)
        return is_signed ? fmt::format("-0x8{}", std::string(bits / 4 - 1, '0')) : "0";
    std::string high(bits / 4, 'F');
    if (is_signed)
        high[0] = '7';
    return "0x" + high;
}

Check integer_check(const std::string& low, const std::string& high) {
    return {fmt::format("type({{0}}) is not int or not {} <= {{0}} <= {}", low, high),
            fmt::format("_values.integer({{0}}, {}, {}, {{1}})", low, high)};
}

std::optional<Check> check_of(const Context& context, const Type& type) {
    const Type resolved = behind(context, type);
    if (const std::string name = enum_name(context, resolved); !name.empty())
        return Check{fmt::format("type({{0}}) is not {}", name),
                     fmt::format("_values.member({}, {{0}}, {{1}})", name)};
    if (const auto range = fixed_range(resolved.kind))
        return integer_check(limit(true, range->bits, range->is_signed),
                             limit(false, range->bits, range->is_signed));
    switch (resolved.kind) {
    case TypeKind::bool_:
        return Check{"type({0}) is not bool", "_values.truth({0}, {1})"};
    case TypeKind::float_:
        return Check{"type({0}) is not float or not "
                     "-3.4028234663852886e38 <= {0} <= 3.4028234663852886e38",
                     "_values.single({0}, {1})"};
    case TypeKind::double_:
        return Check{"type({0}) is not float", "_values.double({0}, {1})"};
    case TypeKind::char_:
        return Check{"", "_values.character({0}, {1})"};
    case TypeKind::wchar:
        return Check{"", "_values.wide({0}, {1})"};
    case TypeKind::complex:
        if (!has_parts(context, resolved))
            return std::nullopt;
        return Check{"type({0}) is not complex", "_values.part({0}, {1})"};
    case TypeKind::long_:
        return integer_check("_values.LONG_MIN", "_values.LONG_MAX");
    case TypeKind::unsigned_long:
        return integer_check("0", "_values.ULONG_MAX");
    case TypeKind::size:
        return integer_check("0", "_values.SIZE_MAX");
    default:
        break;
    }
    if (!model::is_integer(resolved.kind) || resolved.kind == TypeKind::int128 ||
        resolved.kind == TypeKind::uint128)
        return std::nullopt;
    const std::string ctype = safe_ctype(context, type);
    return Check{
        "",
        fmt::format("_values.integer({{0}}, _values.low({0}), _values.high({0}), {{1}})", ctype)};
}

} // namespace

std::string checked(const Context& context, const Type& type, const std::string& expression,
                    const std::string& called) {
    const auto check = check_of(context, type);
    return check ? fmt::format(fmt::runtime(check->call), expression, text_literal(called))
                 : to_c(context, type, expression);
}

std::vector<std::string> checks(const Context& context, const Type& type, const std::string& name,
                                const std::string& called) {
    const auto check = check_of(context, type);
    if (!check)
        return {};
    const std::string call = fmt::format(
        "{} = {}", name, fmt::format(fmt::runtime(check->call), name, text_literal(called)));
    if (check->unless.empty())
        return {call};
    return {fmt::format("if {}:", fmt::format(fmt::runtime(check->unless), name)), "    " + call};
}

std::string numbers_class(const Context& context, const Type& element) {
    const Type resolved = behind(context, element);
    if (const auto range = fixed_range(resolved.kind))
        return fmt::format("_numbers.{}Int{}s", range->is_signed ? "" : "U", range->bits);
    switch (resolved.kind) {
    case TypeKind::bool_:
        return "_numbers.Bools";
    case TypeKind::float_:
        return "_numbers.Float32s";
    case TypeKind::double_:
        return "_numbers.Float64s";
    case TypeKind::long_:
        return "_numbers.Longs";
    case TypeKind::unsigned_long:
        return "_numbers.ULongs";
    case TypeKind::size:
        return "_numbers.Sizes";
    case TypeKind::enumeration:
        return fmt::format("_numbers.of({})", safe_ctype(context, element));
    case TypeKind::wchar:
        return "_numbers.WideChars";
    default:
        break;
    }
    if (!model::is_integer(resolved.kind) || resolved.kind == TypeKind::char_ ||
        basic_ctype(resolved.kind).empty())
        return {};
    return fmt::format("_numbers.of({})", safe_ctype(context, element));
}

std::string number_type(const Context& context, const Type& element) {
    const std::string type = value_annotation(context, element);
    return type == "float" || type == "bool" ? type : "int";
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
