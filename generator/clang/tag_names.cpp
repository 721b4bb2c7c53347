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
    if (clang_Cursor_isAnonymous(declaration) != 0 ||
        take(clang_getCursorSpelling(declaration)).empty())
        return true;
    // libclang spells a tag that is not there as the typedef; its USR tells ("…@SA@name").
    const std::string usr = take(clang_getCursorUSR(declaration));
    const std::size_t last = usr.rfind('@');
    const std::size_t before =
        last == std::string::npos || last == 0 ? std::string::npos : usr.rfind('@', last - 1);
    if (before == std::string::npos)
        return false;
    const std::string kind = usr.substr(before + 1, last - before - 1);
    return kind == "SA" || kind == "UA" || kind == "EA";
}

bool is_opaque_enum(CXCursor declaration) {
    if (clang_getCursorKind(declaration) != CXCursor_EnumDecl ||
        clang_Cursor_isNull(clang_getCursorDefinition(declaration)) == 0)
        return false;
    // `enum level : int;` of C23 is complete; MSVC's dialect takes any for int.
    const CXTranslationUnit unit = clang_Cursor_getTranslationUnit(declaration);
    CXToken* tokens = nullptr;
    unsigned count = 0;
    clang_tokenize(unit, clang_getCursorExtent(clang_getCanonicalCursor(declaration)), &tokens,
                   &count);
    bool fixed = false;
    for (unsigned i = 0; i < count; ++i)
        fixed |= take(clang_getTokenSpelling(unit, tokens[i])) == ":";
    clang_disposeTokens(unit, tokens, count);
    return !fixed;
}

CXCursor tag_named_by(CXType type) {
    while (type.kind == CXType_Elaborated || type.kind == CXType_Attributed)
        type = type.kind == CXType_Elaborated ? clang_Type_getNamedType(type)
                                              : clang_Type_getModifiedType(type);
    if (type.kind != CXType_Record && type.kind != CXType_Enum)
        return clang_getNullCursor();
    return definition_or_self(clang_getTypeDeclaration(type));
}

TagNames::TagNames(CXTranslationUnit unit) : prototypes_(unit) {
    for_each_child(clang_getTranslationUnitCursor(unit), [this](CXCursor cursor) {
        if (clang_getCursorKind(cursor) == CXCursor_TypedefDecl)
            add_typedef(cursor);
    });
}

void TagNames::add_typedef(CXCursor cursor) {
    std::string name = take(clang_getCursorSpelling(cursor));
    typedef_names_.insert(name);
    const CXType underlying = clang_getTypedefDeclUnderlyingType(cursor);
    const CXCursor declaration = tag_named_by(underlying);
    if (clang_Cursor_isNull(declaration) != 0 || clang_isConstQualifiedType(underlying) != 0 ||
        clang_isVolatileQualifiedType(underlying) != 0)
        return;
    std::vector<std::string>& names = typedefs_[declaration];
    // An aligned attribute on the typedef makes a type of its own, unless nothing else names the
    // record: then it is what the record is to everyone.
    const auto own = clang_Type_getAlignOf(clang_getCursorType(cursor));
    const CXType type = clang_getCursorType(declaration);
    if (own > 0 && own != clang_Type_getAlignOf(type)) {
        if (own < clang_Type_getAlignOf(type) || !names.empty() || !is_nameless(declaration) ||
            clang_Type_getSizeOf(type) % own != 0)
            return;
        alignments_[declaration] = static_cast<std::uint64_t>(own);
    }
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

std::uint64_t TagNames::typedef_alignment(CXCursor declaration) const {
    const auto found = alignments_.find(declaration);
    return found == alignments_.end() ? 0 : found->second;
}

bool TagNames::has_no_words(CXCursor declaration) const {
    return is_nameless(declaration) || is_in_prototype(declaration);
}

std::string TagNames::tag(CXCursor declaration) const {
    return has_no_words(declaration) ? "" : take(clang_getCursorSpelling(declaration));
}

/// C keeps tags apart from other names; the model, as most languages, does not.
std::string TagNames::own_tag(CXCursor declaration) const {
    std::string own = tag(declaration);
    if (own.empty() || !typedef_names_.contains(own) || stands_for(own, declaration))
        return own;
    std::string name = c_name(declaration);
    std::replace(name.begin(), name.end(), ' ', '_');
    while (typedef_names_.contains(name))
        name += '_';
    return name;
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
    const std::vector<std::string>& names = typedefs(declaration);
    if (names.empty())
        return own_tag(declaration);
    const std::string own = tag(declaration);
    return std::find(names.begin(), names.end(), own) != names.end() ? own : names.front();
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
    if (!has_no_words(declaration) || !this->name(declaration).empty())
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
