#include "emit/python/types.hpp"

#include "emit/python/by_value.hpp"
#include "emit/python/format.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

Type resolved(const Context& context, const Type& type, std::size_t target) {
    return model::resolve(context.contract, type, target);
}

std::string bytes_of(const Context& context, const Type& type, std::size_t target) {
    const auto layout = model::size_of(context.contract, type, target);
    return fmt::format("ctypes.c_ubyte * {}", layout ? layout->size : 0);
}

std::string product(const std::string& element, std::uint64_t count) {
    return fmt::format("{} * {}", element, count);
}

std::string pointer_to(const Context& context, const Type& pointee, std::size_t target) {
    const Type behind = resolved(context, pointee, target);
    if (behind.kind == TypeKind::function) {
        if (pointee.kind == TypeKind::typedef_)
            if (const auto named = context.raw.typedefs.find(pointee.name);
                named != context.raw.typedefs.end())
                return context.type_prefix + named->second;
        std::string reason;
        return function_pointer(context, behind, target, reason).value_or("ctypes.c_void_p");
    }
    if (behind.kind == TypeKind::void_ || behind.kind == TypeKind::va_list_ ||
        behind.kind == TypeKind::unsupported)
        return "ctypes.c_void_p";
    if (behind.kind == TypeKind::char_ && behind.is_const)
        return "ctypes.c_char_p";
    if (behind.kind == TypeKind::wchar && behind.is_const)
        return "ctypes.c_wchar_p";
    return fmt::format("ctypes.POINTER({})", ctype(context, pointee, target));
}

/// A typedef of a pointer or array of const elements loses nothing by its name; others keep it.
bool keeps_typedef_name(const Context& context, const Type& type, std::size_t target) {
    if (!context.raw.typedefs.contains(type.name))
        return false;
    const Type behind = resolved(context, type, target);
    return behind.kind != TypeKind::void_ && behind.kind != TypeKind::function;
}

} // namespace

std::string_view basic_ctype(TypeKind kind) {
    using enum TypeKind;
    switch (kind) {
    case bool_:
        return "c_bool";
    case char_:
        return "c_char";
    case signed_char:
        return "c_byte";
    case unsigned_char:
        return "c_ubyte";
    case short_:
        return "c_short";
    case unsigned_short:
        return "c_ushort";
    case int_:
        return "c_int";
    case unsigned_int:
        return "c_uint";
    case long_:
        return "c_long";
    case unsigned_long:
        return "c_ulong";
    case long_long:
        return "c_longlong";
    case unsigned_long_long:
        return "c_ulonglong";
    case float_:
        return "c_float";
    case double_:
        return "c_double";
    case long_double:
        return "c_longdouble";
    case int8:
        return "c_int8";
    case int16:
        return "c_int16";
    case int32:
        return "c_int32";
    case int64:
        return "c_int64";
    case uint8:
        return "c_uint8";
    case uint16:
        return "c_uint16";
    case uint32:
        return "c_uint32";
    case uint64:
        return "c_uint64";
    case size:
    case uintptr:
        return "c_size_t";
    case ssize:
    case ptrdiff:
    case intptr:
        return "c_ssize_t";
    case wchar:
        return "c_wchar";
    case char16:
        return "c_uint16";
    case char32:
        return "c_uint32";
    default:
        return "";
    }
}

bool needs_accessor(const Type& type) {
    switch (type.kind) {
    case TypeKind::int128:
    case TypeKind::uint128:
    case TypeKind::float16:
    case TypeKind::float128:
    case TypeKind::complex:
    case TypeKind::bit_int:
    case TypeKind::va_list_:
    case TypeKind::unsupported:
        return true;
    default:
        return false;
    }
}

Type without_atomic(const Context& context, const Type& type, std::size_t target) {
    const Type behind = resolved(context, type, target);
    if (behind.kind != TypeKind::atomic)
        return type;
    return without_atomic(context, behind.element(), target);
}

std::string ctype(const Context& context, const Type& type, std::size_t target) {
    if (type.kind == TypeKind::typedef_ && keeps_typedef_name(context, type, target))
        return context.raw_type(context.raw.typedefs, type.name);
    const Type behind = resolved(context, type, target);
    if (const std::string_view basic = basic_ctype(behind.kind); !basic.empty())
        return fmt::format("ctypes.{}", basic);
    switch (behind.kind) {
    case TypeKind::void_:
        return "None";
    case TypeKind::int128:
    case TypeKind::uint128:
        return "ctypes.c_uint64 * 2";
    case TypeKind::float16:
        return "ctypes.c_uint16";
    case TypeKind::complex:
        if (resolved(context, behind.element(), target).kind == TypeKind::long_double)
            return "ctypes.c_longdouble * 2";
        return product(ctype(context, behind.element(), target), 2);
    case TypeKind::vector:
    case TypeKind::array:
        return product(ctype(context, behind.element(), target), behind.count);
    case TypeKind::flexible_array:
        return product(ctype(context, behind.element(), target), 0);
    case TypeKind::atomic:
        return ctype(context, behind.element(), target);
    case TypeKind::pointer:
        return pointer_to(context, behind.element(), target);
    case TypeKind::function: {
        std::string reason;
        return function_pointer(context, behind, target, reason).value_or("ctypes.c_void_p");
    }
    case TypeKind::record:
        return context.raw_type(context.raw.records, behind.name);
    case TypeKind::enumeration:
        return context.raw_type(context.raw.enums, behind.name);
    default:
        return bytes_of(context, behind, target);
    }
}

Convention convention_of(const Type& function, const model::TargetInfo& target) {
    using enum model::CallingConvention;
    const bool windows = target.os == model::OperatingSystem::windows;
    const bool i686 = target.arch == model::Architecture::i686;
    switch (function.convention) {
    case c:
    case preserve_most:
    case preserve_all:
        return Convention::c;
    case stdcall:
        if (!i686)
            return Convention::c;
        return windows ? Convention::stdcall : Convention::unsupported;
    case fastcall:
    case thiscall:
        return i686 ? Convention::unsupported : Convention::c;
    case ms_abi:
        return windows ? Convention::c : Convention::unsupported;
    case sysv_abi:
        return windows ? Convention::unsupported : Convention::c;
    case aapcs_vfp:
        return target.arch == model::Architecture::arm ? Convention::c : Convention::unsupported;
    case aapcs:
    case vectorcall:
    case regcall:
    case other:
        return Convention::unsupported;
    }
    return Convention::unsupported;
}

std::optional<std::string> call_type(const Context& context, const Type& type, std::size_t target,
                                     std::string& reason) {
    const Type behind = resolved(context, type, target);
    if (behind.kind == TypeKind::record || needs_accessor(behind) ||
        behind.kind == TypeKind::vector || behind.kind == TypeKind::atomic) {
        const ByValue value = by_value(context, behind, target);
        if (!value.reason.empty()) {
            reason = value.reason;
            return std::nullopt;
        }
        return value.expression;
    }
    return ctype(context, type, target);
}

std::optional<std::string> function_pointer(const Context& context, const Type& function,
                                            std::size_t target, std::string& reason) {
    const Convention convention = convention_of(function, context.contract.targets[target]);
    reason = call_obstacle(context, function, target);
    if (!reason.empty())
        return std::nullopt;
    std::vector<std::string> types;
    bool plain = convention == Convention::c;
    for (std::size_t i = 0; i < function.args.size(); ++i) {
        const Type behind = resolved(context, function.args[i], target);
        // A callback's result needs its way into a register even where a parameter travels plainly.
        if (i == 0 && behind.kind == TypeKind::record) {
            const ByValue value = by_value(context, behind, target);
            if (!value.reason.empty()) {
                reason = value.reason;
                return std::nullopt;
            }
            types.push_back(value.callback_expression);
            plain = false;
            continue;
        }
        auto text = call_type(context, function.args[i], target, reason);
        if (!text)
            return std::nullopt;
        plain = plain && !text->starts_with("_calling.") &&
                text->find("value_of_") == std::string::npos;
        types.push_back(std::move(*text));
    }
    if (convention == Convention::stdcall)
        types.emplace_back("stdcall=True");
    return fmt::format("{}({})", plain ? "ctypes.CFUNCTYPE" : "_calling.function_type",
                       join(types, ", "));
}

std::string_view scalar_annotation(TypeKind kind) {
    switch (kind) {
    case TypeKind::bool_:
        return "bool";
    case TypeKind::char_:
        return "bytes";
    case TypeKind::wchar:
        return "str";
    case TypeKind::enumeration:
    case TypeKind::int128:
    case TypeKind::uint128:
    case TypeKind::bit_int:
        return "int";
    default:
        return model::is_integer(kind) ? "int" : model::is_floating(kind) ? "float" : "";
    }
}

std::string member_annotation(const Context& context, const Type& type, std::size_t target) {
    const Type behind = resolved(context, without_atomic(context, type, target), target);
    switch (behind.kind) {
    case TypeKind::record:
        return context.raw.records.at(behind.name);
    case TypeKind::pointer: {
        const Type pointee = resolved(context, behind.element(), target);
        if (pointee.kind == TypeKind::void_)
            return "int | None";
        if (pointee.kind == TypeKind::char_ && pointee.is_const)
            return "bytes | None";
        if (pointee.kind == TypeKind::wchar && pointee.is_const)
            return "str | None";
        if (pointee.kind == TypeKind::record)
            return fmt::format("ctypes._Pointer[{}]", context.raw.records.at(pointee.name));
        if (const auto basic = basic_ctype(pointee.kind); !basic.empty())
            return fmt::format("ctypes._Pointer[ctypes.{}]", basic);
        return "Any";
    }
    case TypeKind::array:
    case TypeKind::vector: {
        const Type element = resolved(context, behind.element(), target);
        if (element.kind == TypeKind::char_ && behind.kind == TypeKind::array)
            return "bytes";
        if (element.kind == TypeKind::wchar && behind.kind == TypeKind::array)
            return "str";
        if (element.kind == TypeKind::record)
            return fmt::format("ctypes.Array[{}]", context.raw.records.at(element.name));
        if (const auto basic = basic_ctype(element.kind); !basic.empty())
            return fmt::format("ctypes.Array[ctypes.{}]", basic);
        return "ctypes.Array[Any]";
    }
    case TypeKind::flexible_array:
        return "ctypes.Array[Any]";
    default: {
        const std::string_view scalar = scalar_annotation(behind.kind);
        return scalar.empty() ? "Any" : std::string(scalar);
    }
    }
}

} // namespace ffigen::emit::python
