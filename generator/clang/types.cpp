#include "clang/types.hpp"

#include "clang/translation_unit.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace ffigen::clang {

using model::Type;
using model::TypeKind;

namespace {

model::CallingConvention convention_of(CXType function) {
    using enum model::CallingConvention;
    switch (clang_getFunctionTypeCallingConv(function)) {
    case CXCallingConv_Default:
    case CXCallingConv_C:
        return c;
    case CXCallingConv_X86StdCall:
        return stdcall;
    case CXCallingConv_X86FastCall:
        return fastcall;
    case CXCallingConv_X86ThisCall:
        return thiscall;
    case CXCallingConv_X86VectorCall:
        return vectorcall;
    case CXCallingConv_X86RegCall:
        return regcall;
    case CXCallingConv_Win64:
        return ms_abi;
    case CXCallingConv_X86_64SysV:
        return sysv_abi;
    case CXCallingConv_AAPCS:
        return aapcs;
    case CXCallingConv_AAPCS_VFP:
        return aapcs_vfp;
    case CXCallingConv_PreserveMost:
        return preserve_most;
    case CXCallingConv_PreserveAll:
        return preserve_all;
    default:
        return other;
    }
}

model::Nullability nullability_of(CXType type) {
    switch (clang_Type_getNullability(type)) {
    case CXTypeNullability_NonNull:
        return model::Nullability::nonnull;
    case CXTypeNullability_Nullable:
    case CXTypeNullability_NullableResult:
        return model::Nullability::nullable;
    default:
        return model::Nullability::unspecified;
    }
}

bool is_function(CXType type) {
    const CXTypeKind kind = clang_getCanonicalType(type).kind;
    return kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

Type convert(CXType type, const TypeNames& names, bool by_value);

Type convert_function(CXType type, const TypeNames& names) {
    Type result;
    result.kind = TypeKind::function;
    result.convention = convention_of(type);
    result.variadic = clang_isFunctionTypeVariadic(type) != 0;
    result.has_prototype = clang_getCanonicalType(type).kind == CXType_FunctionProto;
    result.args.push_back(convert(clang_getResultType(type), names, true));
    const int count = clang_getNumArgTypes(type);
    for (int i = 0; i < count; ++i)
        result.args.push_back(
            convert_parameter(clang_getArgType(type, static_cast<unsigned>(i)), names));
    return result;
}

Type composed(TypeKind kind, CXType operand, const TypeNames& names, bool by_value) {
    Type result;
    result.kind = kind;
    result.args.push_back(convert(operand, names, by_value));
    return result;
}

/// Size and alignment of types whose layout nothing else in the model tells.
void add_layout(Type& result, CXType type) {
    const long long size = clang_Type_getSizeOf(type);
    const long long align = clang_Type_getAlignOf(type);
    result.size = size < 0 ? 0 : static_cast<std::uint64_t>(size);
    result.align = align < 0 ? 0 : static_cast<std::uint64_t>(align);
}

/// _BitInt has no kind in libclang's interface: its width is in its spelling.
std::optional<Type> bit_int(CXType type) {
    const std::string spelling = unqualified_spelling(clang_getCanonicalType(type));
    const auto open = spelling.find("_BitInt(");
    if (open == std::string::npos)
        return std::nullopt;
    Type result;
    result.kind = TypeKind::bit_int;
    result.is_unsigned = spelling.starts_with("unsigned ");
    const char* begin = spelling.data() + open + 8;
    if (std::from_chars(begin, spelling.data() + spelling.size(), result.count).ec != std::errc{})
        return std::nullopt;
    add_layout(result, type);
    return result;
}

Type unsupported(CXType type) {
    Type result;
    result.kind = TypeKind::unsupported;
    result.name = unqualified_spelling(type);
    return result;
}

Type convert_other(CXType type, const TypeNames& names, bool by_value) {
    if (is_function(type))
        return convert_function(type, names);
    if (auto bits = bit_int(type))
        return *bits;
    const CXType canonical = clang_getCanonicalType(type);
    if (canonical.kind != type.kind && canonical.kind != CXType_Unexposed)
        return convert(canonical, names, by_value);
    return unsupported(type);
}

Type convert_unqualified(CXType type, const TypeNames& names, bool by_value) {
    if (const auto basic = basic_kind(type)) {
        Type result;
        result.kind = *basic;
        return result;
    }
    switch (type.kind) {
    case CXType_Pointer: {
        // Only the outermost pointer decides: a pointer to an array of records needs no layout.
        Type result = composed(TypeKind::pointer, clang_getPointeeType(type), names, false);
        result.nullability = nullability_of(type);
        return result;
    }
    case CXType_ConstantArray: {
        Type result = composed(TypeKind::array, clang_getArrayElementType(type), names, by_value);
        result.count = static_cast<std::uint64_t>(clang_getArraySize(type));
        return result;
    }
    case CXType_IncompleteArray:
        return composed(TypeKind::flexible_array, clang_getArrayElementType(type), names, by_value);
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return convert_function(type, names);
    case CXType_Complex: {
        Type result = composed(TypeKind::complex, clang_getElementType(type), names, by_value);
        add_layout(result, type);
        return result;
    }
    case CXType_Vector:
    case CXType_ExtVector: {
        Type result = composed(TypeKind::vector, clang_getElementType(type), names, by_value);
        result.count = static_cast<std::uint64_t>(clang_getNumElements(type));
        add_layout(result, type);
        return result;
    }
    case CXType_Atomic: {
        Type result = composed(TypeKind::atomic, clang_Type_getValueType(type), names, by_value);
        add_layout(result, type);
        return result;
    }
    case CXType_Attributed: {
        Type result = convert(clang_Type_getModifiedType(type), names, by_value);
        if (result.nullability == model::Nullability::unspecified)
            result.nullability = nullability_of(type);
        // An attribute may change the calling convention; the attributed type knows it.
        if (result.kind == TypeKind::function)
            result.convention = convention_of(type);
        return result;
    }
    case CXType_Elaborated:
        return convert(clang_Type_getNamedType(type), names, by_value);
    case CXType_Record: {
        Type result;
        result.kind = TypeKind::record;
        result.name = names.record(clang_getTypeDeclaration(type), by_value);
        return result;
    }
    case CXType_Enum: {
        Type result;
        result.kind = TypeKind::enumeration;
        result.name = names.enumeration(clang_getTypeDeclaration(type));
        return result;
    }
    case CXType_Typedef: {
        const CXCursor declaration = clang_getTypeDeclaration(type);
        if (auto named = names.named_type(declaration, by_value))
            return *named;
        return convert(clang_getTypedefDeclUnderlyingType(declaration), names, by_value);
    }
    default:
        return convert_other(type, names, by_value);
    }
}

Type convert(CXType type, const TypeNames& names, bool by_value) {
    Type result = convert_unqualified(type, names, by_value);
    result.is_const |= clang_isConstQualifiedType(type) != 0;
    result.is_volatile |= clang_isVolatileQualifiedType(type) != 0;
    result.is_restrict |= clang_isRestrictQualifiedType(type) != 0;
    return result;
}

} // namespace

std::optional<TypeKind> basic_kind(CXType type) {
    using enum TypeKind;
    switch (type.kind) {
    case CXType_Void:
        return void_;
    case CXType_Bool:
        return bool_;
    case CXType_Char_U:
    case CXType_Char_S:
        return char_;
    case CXType_SChar:
        return signed_char;
    case CXType_UChar:
        return unsigned_char;
    case CXType_Char16:
        return char16;
    case CXType_Char32:
        return char32;
    case CXType_WChar:
        return wchar;
    case CXType_Short:
        return short_;
    case CXType_UShort:
        return unsigned_short;
    case CXType_Int:
        return int_;
    case CXType_UInt:
        return unsigned_int;
    case CXType_Long:
        return long_;
    case CXType_ULong:
        return unsigned_long;
    case CXType_LongLong:
        return long_long;
    case CXType_ULongLong:
        return unsigned_long_long;
    case CXType_Int128:
        return int128;
    case CXType_UInt128:
        return uint128;
    case CXType_Half:
    case CXType_Float16:
        return float16;
    case CXType_Float:
        return float_;
    case CXType_Double:
        return double_;
    case CXType_LongDouble:
        return long_double;
    case CXType_Float128:
        return float128;
    default:
        return std::nullopt;
    }
}

std::optional<TypeKind> standard_typedef(const std::string& name, CXType underlying) {
    using enum TypeKind;
    struct Row {
        const char* name;
        TypeKind kind;
        int bytes; // 0: differs by target
    };
    static constexpr Row rows[] = {
        {"int8_t", int8, 1},       {"int16_t", int16, 2},   {"int32_t", int32, 4},
        {"int64_t", int64, 8},     {"uint8_t", uint8, 1},   {"uint16_t", uint16, 2},
        {"uint32_t", uint32, 4},   {"uint64_t", uint64, 8}, {"intptr_t", intptr, 0},
        {"uintptr_t", uintptr, 0}, {"size_t", size, 0},     {"ssize_t", ssize, 0},
        {"ptrdiff_t", ptrdiff, 0}, {"wchar_t", wchar, 0},   {"char16_t", char16, 2},
        {"char32_t", char32, 4},
    };
    if (name == "va_list" || name == "__builtin_va_list" || name == "__gnuc_va_list" ||
        name == "__builtin_ms_va_list")
        return va_list_;
    for (const Row& row : rows) {
        if (name != row.name)
            continue;
        const auto basic = basic_kind(clang_getCanonicalType(underlying));
        const bool same = basic && model::is_integer(*basic) &&
                          (row.bytes == 0 || clang_Type_getSizeOf(underlying) == row.bytes);
        return same ? std::optional(row.kind) : std::nullopt;
    }
    return std::nullopt;
}

Type convert_type(CXType type, const TypeNames& names) { return convert(type, names, true); }

Type convert_parameter(CXType type, const TypeNames& names) {
    Type result = convert(type, names, clang_getCanonicalType(type).kind == CXType_Record);
    if (result.kind == TypeKind::array || result.kind == TypeKind::flexible_array) {
        result.kind = TypeKind::pointer;
        result.count = 0;
    } else if (result.kind == TypeKind::function) {
        Type pointer;
        pointer.kind = TypeKind::pointer;
        pointer.args.push_back(std::move(result));
        return pointer;
    }
    return result;
}

std::string unqualified_spelling(CXType type) {
#if CINDEX_VERSION_MINOR >= 63 // libclang 16
    return take(clang_getTypeSpelling(clang_getUnqualifiedType(type)));
#else
    std::string spelling = take(clang_getTypeSpelling(type));
    for (const std::string_view qualifier :
         {"const ", "volatile ", "restrict ", "const ", "volatile "})
        if (spelling.starts_with(qualifier))
            spelling.erase(0, qualifier.size());
    return spelling;
#endif
}

} // namespace ffigen::clang
