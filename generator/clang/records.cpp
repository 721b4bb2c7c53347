#include "clang/records.hpp"

#include "clang/translation_unit.hpp"
#include "clang/types.hpp"

namespace ffigen::clang {
bool is_anonymous_member(CXCursor field, CXCursor type_declaration) {
    if (!take(clang_getCursorSpelling(field)).empty() &&
        clang_Cursor_isAnonymousRecordDecl(type_declaration) == 0)
        return false;
    return clang_Cursor_isBitField(field) == 0 &&
           clang_Cursor_isAnonymousRecordDecl(type_declaration) != 0;
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
    case CXType_WChar:
        return true;
    default:
        // _BitInt has no kind of its own.
        return unqualified_spelling(canonical).starts_with("_BitInt(");
    }
}

} // namespace ffigen::clang
