#include "clang/tag_names.hpp"

#include "clang/translation_unit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::clang {

CXCursor definition_or_self(CXCursor cursor) {
    const CXCursor definition = clang_getCursorDefinition(cursor);
    return clang_Cursor_isNull(definition) != 0 ? clang_getCanonicalCursor(cursor) : definition;
}

bool is_nameless(CXCursor declaration) {
    return clang_Cursor_isAnonymous(declaration) != 0 ||
           take(clang_getCursorSpelling(declaration)).empty();
}

CXCursor tag_named_by(CXType type) {
    while (type.kind == CXType_Elaborated || type.kind == CXType_Attributed)
        type = type.kind == CXType_Elaborated ? clang_Type_getNamedType(type)
                                              : clang_Type_getModifiedType(type);
    if (type.kind != CXType_Record && type.kind != CXType_Enum)
        return clang_getNullCursor();
    return definition_or_self(clang_getTypeDeclaration(type));
}

TagNames::TagNames(CXTranslationUnit unit) {
    for_each_child(clang_getTranslationUnitCursor(unit), [this](CXCursor cursor) {
        if (clang_getCursorKind(cursor) != CXCursor_TypedefDecl)
            return;
        const CXType underlying = clang_getTypedefDeclUnderlyingType(cursor);
        const CXCursor declaration = tag_named_by(underlying);
        if (clang_Cursor_isNull(declaration) != 0)
            return;
        if (clang_isConstQualifiedType(underlying) != 0 ||
            clang_isVolatileQualifiedType(underlying) != 0)
            return;
        // An aligned attribute on the typedef makes a type of its own.
        const auto own = clang_Type_getAlignOf(clang_getCursorType(cursor));
        if (own > 0 && own != clang_Type_getAlignOf(clang_getCursorType(declaration)))
            return;
        std::vector<std::string>& names = typedefs_[declaration];
        std::string name = take(clang_getCursorSpelling(cursor));
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    });
}

std::string TagNames::tag(CXCursor declaration) const {
    return is_nameless(declaration) ? "" : take(clang_getCursorSpelling(declaration));
}

const std::vector<std::string>& TagNames::typedefs(CXCursor declaration) const {
    static const std::vector<std::string> none;
    const auto found = typedefs_.find(declaration);
    return found == typedefs_.end() ? none : found->second;
}

bool TagNames::stands_for(const std::string& typedef_name, CXCursor declaration) const {
    const std::vector<std::string>& names = typedefs(declaration);
    return std::find(names.begin(), names.end(), typedef_name) != names.end();
}

std::string TagNames::name(CXCursor declaration) const {
    if (const auto made = made_.find(declaration); made != made_.end())
        return made->second;
    std::string own = tag(declaration);
    const std::vector<std::string>& names = typedefs(declaration);
    if (names.empty() || std::find(names.begin(), names.end(), own) != names.end())
        return own;
    return names.front();
}

std::string TagNames::c_name(CXCursor declaration) const {
    if (is_made(declaration))
        return {};
    if (!typedefs(declaration).empty())
        return name(declaration);
    switch (clang_getCursorKind(declaration)) {
    case CXCursor_UnionDecl:
        return "union " + tag(declaration);
    case CXCursor_EnumDecl:
        return "enum " + tag(declaration);
    default:
        return "struct " + tag(declaration);
    }
}

void TagNames::name_nameless(CXCursor declaration, const std::string& name) {
    if (!is_nameless(declaration) || !this->name(declaration).empty())
        return;
    std::string unique = name;
    for (int i = 2; !made_names_.insert(unique).second; ++i)
        unique = fmt::format("{}{}", name, i);
    made_[declaration] = unique;
}

void TagNames::name_nameless_in(CXType type, const std::string& name) {
    for (;;) {
        switch (type.kind) {
        case CXType_Elaborated:
            type = clang_Type_getNamedType(type);
            continue;
        case CXType_Attributed:
            type = clang_Type_getModifiedType(type);
            continue;
        case CXType_Pointer:
            type = clang_getPointeeType(type);
            continue;
        case CXType_ConstantArray:
        case CXType_IncompleteArray:
            type = clang_getArrayElementType(type);
            continue;
        case CXType_Record:
        case CXType_Enum:
            name_nameless(definition_or_self(clang_getTypeDeclaration(type)), name);
            return;
        default:
            return;
        }
    }
}

} // namespace ffigen::clang
