#include "clang/types.hpp"

#include "clang/attributes.hpp"
#include "clang/tag_names.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ffigen::clang {

using model::Type;
using model::TypeKind;

namespace {

/// Whether arguments go to registers as no convention that libclang names has it; i686 only.
bool has_regparm(CXType function) {
    const CXType canonical = clang_getCanonicalType(function);
    return take(clang_getTypeSpelling(canonical)).find("((regparm") != std::string::npos;
}

model::CallingConvention convention_of(CXType function) {
    using enum model::CallingConvention;
    if (has_regparm(function))
        return other;
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

/// __ptr32 and other address spaces: no pointer as the target's own are.
bool is_special_pointer(CXType type) {
    return clang_getAddressSpace(clang_getPointeeType(clang_getCanonicalType(type))) != 0;
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

/// GNU C's `enum level;` without a definition is as opaque as a record: only its address is known.
Type convert_enum(CXType type, const TypeNames& names, bool by_value) {
    const CXCursor declaration = clang_getTypeDeclaration(type);
    Type result;
    if (!is_opaque_enum(declaration)) {
        result.kind = TypeKind::enumeration;
        result.name = names.enumeration(declaration);
        // Of a list of parameters: to every user of the header another type.
        return result.name.empty() ? unsupported(type) : result;
    }
    const std::string name = names.record(declaration, false);
    if (by_value)
        return unsupported(type);
    result.kind = TypeKind::record;
    result.name = name;
    return result;
}

Type convert_pointer(CXType type, const TypeNames& names) {
    if (is_special_pointer(type))
        return unsupported(type);
    // Only the outermost pointer decides: a pointer to an array of records needs no layout.
    Type result = composed(TypeKind::pointer, clang_getPointeeType(type), names, false);
    result.nullability = nullability_of(type);
    return result;
}

Type convert_attributed(CXType type, const TypeNames& names, bool by_value) {
    if (clang_getCanonicalType(type).kind == CXType_Pointer && is_special_pointer(type))
        return unsupported(type);
    Type result = convert(clang_Type_getModifiedType(type), names, by_value);
    if (result.nullability == model::Nullability::unspecified)
        result.nullability = nullability_of(type);
    // An attribute may change the calling convention; the attributed type knows it.
    if (result.kind == TypeKind::function)
        result.convention = convention_of(type);
    return result;
}

Type convert_unqualified(CXType type, const TypeNames& names, bool by_value) {
    if (const auto basic = basic_kind(type)) {
        Type result;
        result.kind = *basic;
        return result;
    }
    switch (type.kind) {
    case CXType_Pointer:
        return convert_pointer(type, names);
    case CXType_ConstantArray: {
        Type result = composed(TypeKind::array, clang_getArrayElementType(type), names, by_value);
        result.count = static_cast<std::uint64_t>(clang_getArraySize(type));
        return result;
    }
    case CXType_IncompleteArray:
    case CXType_VariableArray: // of a parameter, `double a[n][m]`: its length is known in the call
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
    case CXType_Attributed:
        return convert_attributed(type, names, by_value);
    case CXType_Elaborated:
        return convert(clang_Type_getNamedType(type), names, by_value);
    case CXType_Record: {
        Type result;
        result.kind = TypeKind::record;
        result.name = names.record(clang_getTypeDeclaration(type), by_value);
        return result;
    }
    case CXType_Enum:
        return convert_enum(type, names, by_value);
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

/// As deep as clang takes brackets: a type of more levels has no use, and each costs stack wherever
/// the model is read.
constexpr int deepest = 256;
thread_local int depth = 0; // within one type: those that its names stand for count for themselves

Type convert(CXType type, const TypeNames& names, bool by_value) {
    if (depth >= deepest) {
        Type result;
        result.kind = TypeKind::unsupported;
        result.name = "a type of too many levels";
        return result;
    }
    ++depth;
    Type result = convert_unqualified(type, names, by_value);
    --depth;
    result.is_const |= clang_isConstQualifiedType(type) != 0;
    result.is_volatile |= clang_isVolatileQualifiedType(type) != 0;
    result.is_restrict |= clang_isRestrictQualifiedType(type) != 0;
    return result;
}

bool is_va_list_name(const std::string& name) {
    return name == "va_list" || name == "__builtin_va_list" || name == "__gnuc_va_list" ||
           name == "__builtin_ms_va_list";
}

bool is_va_list(CXType type) {
    for (; type.kind != CXType_Invalid; type = one_name_less(type))
        if (type.kind == CXType_Typedef &&
            is_va_list_name(take(clang_getCursorSpelling(clang_getTypeDeclaration(type)))))
            return true;
    return false;
}

/// `T a[restrict 3]`: only the type's spelling has what stands between its first brackets.
bool has_restrict_within(CXType array) {
    const std::string spelling = take(clang_getTypeSpelling(array));
    const std::size_t open = spelling.find('['), close = spelling.find(']');
    return open < close && spelling.substr(open, close - open).find("restrict") != spelling.npos;
}

/// C11 6.7.6.3p7: the parameter is a pointer to the array's element, which has the qualifiers that
/// were given to the array by whatever name.
Type decayed_array(CXType type, const TypeNames& names) {
    bool is_const = false, is_volatile = false;
    for (;;) {
        is_const |= clang_isConstQualifiedType(type) != 0;
        is_volatile |= clang_isVolatileQualifiedType(type) != 0;
        const CXType inner = one_name_less(type);
        if (inner.kind == CXType_Invalid)
            break;
        type = inner;
    }
    Type pointer;
    pointer.kind = TypeKind::pointer;
    pointer.is_restrict = has_restrict_within(type);
    pointer.args.push_back(convert(clang_getArrayElementType(type), names, false));
    pointer.args.front().is_const |= is_const;
    pointer.args.front().is_volatile |= is_volatile;
    return pointer;
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

namespace {

using StandardName = std::pair<std::string_view, TypeKind>;
constexpr StandardName standard_names[] = {
    {"int8_t", TypeKind::int8},       {"int16_t", TypeKind::int16},
    {"int32_t", TypeKind::int32},     {"int64_t", TypeKind::int64},
    {"uint8_t", TypeKind::uint8},     {"uint16_t", TypeKind::uint16},
    {"uint32_t", TypeKind::uint32},   {"uint64_t", TypeKind::uint64},
    {"intptr_t", TypeKind::intptr},   {"uintptr_t", TypeKind::uintptr},
    {"size_t", TypeKind::size},       {"ssize_t", TypeKind::ssize},
    {"ptrdiff_t", TypeKind::ptrdiff}, {"wchar_t", TypeKind::wchar},
    {"char16_t", TypeKind::char16},   {"char32_t", TypeKind::char32},
};

const TypeKind* kind_of_name(const std::string& name) {
    const auto* found = std::ranges::find(standard_names, name, &StandardName::first);
    return found == std::end(standard_names) ? nullptr : &found->second;
}

} // namespace

bool is_standard_name(const std::string& name) { return kind_of_name(name) != nullptr; }

std::optional<TypeKind> standard_typedef(const std::string& name, CXType underlying,
                                         const model::TargetInfo& target) {
    if (is_va_list_name(name))
        return TypeKind::va_list_;
    const TypeKind* kind = kind_of_name(name);
    if (kind == nullptr)
        return std::nullopt;
    const auto basic = basic_kind(clang_getCanonicalType(underlying));
    const auto known = target.basic.find(*kind);
    const bool same =
        basic && model::is_integer(*basic) && known != target.basic.end() &&
        clang_Type_getSizeOf(underlying) == static_cast<long long>(known->second.size) &&
        model::is_signed(*basic, target) == model::is_signed(*kind, target);
    return same ? std::optional(*kind) : std::nullopt;
}

Type convert_type(CXType type, const TypeNames& names) {
    const int outer = std::exchange(depth, 0);
    Type result = convert(type, names, true);
    depth = outer;
    return result;
}

Type convert_parameter(CXType type, const TypeNames& names) {
    switch (clang_getCanonicalType(type).kind) {
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        if (!is_va_list(type))
            return decayed_array(type, names);
        break;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: {
        Type pointer;
        pointer.kind = TypeKind::pointer;
        pointer.args.push_back(convert(type, names, true));
        return pointer;
    }
    case CXType_Record:
        // What is passed is the union's first member, whichever the caller gives.
        if (const auto member = transparent_member(clang_getTypeDeclaration(type)))
            return convert(*member, names, true);
        return convert(type, names, true);
    default:
        break;
    }
    return convert(type, names, true);
}

CXType one_name_less(CXType type) {
    switch (type.kind) {
    case CXType_Typedef:
        return clang_getTypedefDeclUnderlyingType(clang_getTypeDeclaration(type));
    case CXType_Elaborated:
        return clang_Type_getNamedType(type);
    case CXType_Attributed:
        return clang_Type_getModifiedType(type);
    default:
        return {CXType_Invalid, {nullptr, nullptr}};
    }
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
