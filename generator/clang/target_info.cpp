#include "clang/target_info.hpp"

#include "clang/translation_unit.hpp"
#include "clang/types.hpp"

#include <map>

namespace ffigen::clang {
namespace {

using model::TypeKind;

struct BasicRow {
    TypeKind kind;
    const char* c_type;
    const char* condition; ///< preprocessor condition under which the target has it; may be null
};

constexpr BasicRow basic_rows[] = {
    {TypeKind::bool_, "_Bool", nullptr},
    {TypeKind::char_, "char", nullptr},
    {TypeKind::signed_char, "signed char", nullptr},
    {TypeKind::unsigned_char, "unsigned char", nullptr},
    {TypeKind::short_, "short", nullptr},
    {TypeKind::unsigned_short, "unsigned short", nullptr},
    {TypeKind::int_, "int", nullptr},
    {TypeKind::unsigned_int, "unsigned int", nullptr},
    {TypeKind::long_, "long", nullptr},
    {TypeKind::unsigned_long, "unsigned long", nullptr},
    {TypeKind::long_long, "long long", nullptr},
    {TypeKind::unsigned_long_long, "unsigned long long", nullptr},
    {TypeKind::int128, "__int128", "defined(__SIZEOF_INT128__)"},
    {TypeKind::uint128, "unsigned __int128", "defined(__SIZEOF_INT128__)"},
    {TypeKind::float16, "_Float16", "defined(__FLT16_MANT_DIG__)"},
    {TypeKind::float_, "float", nullptr},
    {TypeKind::double_, "double", nullptr},
    {TypeKind::long_double, "long double", nullptr},
    {TypeKind::float128, "__float128", "defined(__SIZEOF_FLOAT128__) || defined(__FLOAT128__)"},
    {TypeKind::int8, "__INT8_TYPE__", nullptr},
    {TypeKind::int16, "__INT16_TYPE__", nullptr},
    {TypeKind::int32, "__INT32_TYPE__", nullptr},
    {TypeKind::int64, "__INT64_TYPE__", nullptr},
    {TypeKind::uint8, "__UINT8_TYPE__", nullptr},
    {TypeKind::uint16, "__UINT16_TYPE__", nullptr},
    {TypeKind::uint32, "__UINT32_TYPE__", nullptr},
    {TypeKind::uint64, "__UINT64_TYPE__", nullptr},
    {TypeKind::intptr, "__INTPTR_TYPE__", nullptr},
    {TypeKind::uintptr, "__UINTPTR_TYPE__", nullptr},
    {TypeKind::size, "__SIZE_TYPE__", nullptr},
    {TypeKind::ssize, "__PTRDIFF_TYPE__", nullptr},
    {TypeKind::ptrdiff, "__PTRDIFF_TYPE__", nullptr},
    {TypeKind::wchar, "__WCHAR_TYPE__", nullptr},
    {TypeKind::char16, "__CHAR16_TYPE__", nullptr},
    {TypeKind::char32, "__CHAR32_TYPE__", nullptr},
    {TypeKind::va_list_, "__builtin_va_list", nullptr},
};

constexpr std::string_view basic_prefix = "ffigen_basic_";

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

std::string target_probe() {
    std::string text;
    for (std::size_t i = 0; i < std::size(basic_rows); ++i) {
        const BasicRow& row = basic_rows[i];
        if (row.condition != nullptr)
            text += std::string("#if ") + row.condition + "\n";
        text += std::string("extern ") + row.c_type + " " + std::string(basic_prefix) +
                std::to_string(i) + ";\n";
        if (row.condition != nullptr)
            text += "#endif\n";
    }
    text += "enum { ffigen_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ };\n";
    return text;
}

void classify_triple(const std::string& triple, model::TargetInfo& target) {
    using enum model::Architecture;
    static const std::pair<std::string_view, model::Architecture> architectures[] = {
        {"x86_64", x86_64},
        {"amd64", x86_64},
        {"i386", i686},
        {"i486", i686},
        {"i586", i686},
        {"i686", i686},
        {"aarch64", aarch64},
        {"arm64", aarch64},
        {"riscv64", riscv64},
        {"powerpc64le", powerpc64le},
        {"ppc64le", powerpc64le},
        {"s390x", s390x},
        {"arm", arm},
        {"thumb", arm},
        {"wasm32", wasm32}};
    for (const auto& [prefix, arch] : architectures) {
        if (!triple.starts_with(prefix))
            continue;
        target.arch = arch;
        break;
    }
    using OS = model::OperatingSystem;
    if (contains(triple, "linux"))
        target.os = OS::linux_;
    else if (contains(triple, "windows") || contains(triple, "mingw"))
        target.os = OS::windows;
    else if (contains(triple, "darwin") || contains(triple, "macos"))
        target.os = OS::macos;
    else if (triple.ends_with("-unknown") || contains(triple, "-none"))
        target.os = OS::none;
    target.msvc = contains(triple, "msvc");
}

model::TargetInfo read_target_info(CXTranslationUnit unit) {
    model::TargetInfo target;
    CXTargetInfo info = clang_getTranslationUnitTargetInfo(unit);
    target.triple = take(clang_TargetInfo_getTriple(info));
    target.pointer_bits = static_cast<std::uint32_t>(clang_TargetInfo_getPointerWidth(info));
    clang_TargetInfo_dispose(info);
    classify_triple(target.triple, target);
    for_each_child(clang_getTranslationUnitCursor(unit), [&](CXCursor cursor) {
        const CXCursorKind kind = clang_getCursorKind(cursor);
        if (kind == CXCursor_EnumDecl) {
            for_each_child(cursor, [&](CXCursor child) {
                if (take(clang_getCursorSpelling(child)) == "ffigen_big_endian")
                    target.big_endian = clang_getEnumConstantDeclValue(child) != 0;
            });
            return;
        }
        if (kind != CXCursor_VarDecl)
            return;
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (!name.starts_with(basic_prefix))
            return;
        const BasicRow& row = basic_rows[std::stoul(name.substr(basic_prefix.size()))];
        const CXType type = clang_getCursorType(cursor);
        target.basic[row.kind] = {static_cast<std::uint64_t>(clang_Type_getSizeOf(type)),
                                  static_cast<std::uint64_t>(clang_Type_getAlignOf(type))};
        const CXTypeKind canonical = clang_getCanonicalType(type).kind;
        if (row.kind == TypeKind::char_)
            target.char_signed = canonical == CXType_Char_S;
        if (row.kind == TypeKind::wchar)
            target.wchar_signed =
                canonical == CXType_Int || canonical == CXType_Short || canonical == CXType_Long;
    });
    return target;
}

} // namespace ffigen::clang
