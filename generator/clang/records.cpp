#include "clang/records.hpp"

#include "clang/translation_unit.hpp"

#include <algorithm>

namespace ffigen::clang {
namespace {

/// Value of the constant expression below an attribute; alignments are small powers of two.
std::uint64_t evaluate_argument(CXCursor attribute) {
    std::uint64_t value = 0;
    for_each_child(attribute, [&](CXCursor child) {
        CXEvalResult result = clang_Cursor_Evaluate(child);
        if (result == nullptr)
            return;
        if (clang_EvalResult_getKind(result) == CXEval_Int)
            value = std::max<std::uint64_t>(
                value, static_cast<std::uint64_t>(clang_EvalResult_getAsLongLong(result)));
        clang_EvalResult_dispose(result);
    });
    return value;
}

} // namespace

bool is_anonymous_member(CXCursor field, CXCursor type_declaration) {
    if (!take(clang_getCursorSpelling(field)).empty() &&
        clang_Cursor_isAnonymousRecordDecl(type_declaration) == 0)
        return false;
    return clang_Cursor_isBitField(field) == 0 &&
           clang_Cursor_isAnonymousRecordDecl(type_declaration) != 0;
}

std::uint64_t aligned_attribute(CXCursor declaration) {
    std::uint64_t align = 0;
    for_each_child(declaration, [&](CXCursor child) {
        if (clang_getCursorKind(child) == CXCursor_AlignedAttr)
            align = std::max(align, evaluate_argument(child));
    });
    return align;
}

bool is_signed(CXType type) {
    CXType canonical = clang_getCanonicalType(type);
    if (canonical.kind == CXType_Enum)
        canonical = clang_getCanonicalType(
            clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical)));
    switch (canonical.kind) {
    case CXType_Char_S:
    case CXType_SChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_Int128:
        return true;
    case CXType_WChar:
        return true;
    default: {
        // _BitInt has no kind of its own.
        const std::string spelling =
            take(clang_getTypeSpelling(clang_getUnqualifiedType(canonical)));
        return spelling.starts_with("_BitInt(");
    }
    }
}

} // namespace ffigen::clang
