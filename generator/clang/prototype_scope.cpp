#include "clang/prototype_scope.hpp"

#include "support/text.hpp"
#include "clang/source_words.hpp"
#include "clang/translation_unit.hpp"

#include <cctype>
#include <string_view>

namespace ffigen::clang {
namespace {

bool is_tag(CXCursor cursor) {
    const CXCursorKind kind = clang_getCursorKind(cursor);
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl;
}

/// The text of the file before a declaration.
std::string_view text_before(CXTranslationUnit unit, CXCursor declaration) {
    CXFile file = nullptr;
    unsigned offset = 0;
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(declaration)), &file,
                               nullptr, nullptr, &offset);
    if (file == nullptr)
        return {};
    std::size_t size = 0;
    const char* contents = clang_getFileContents(unit, file, &size);
    return contents == nullptr || offset > size ? std::string_view{}
                                                : std::string_view(contents, offset);
}

/// Whether the words that a declaration may start with come behind what a parameter comes behind:
/// all that can be told without looking at the whole unit. Comments are passed over.
bool may_be_parameter(std::string_view before) {
    for (;;) {
        while (!before.empty() && (std::isspace(static_cast<unsigned char>(before.back())) != 0 ||
                                   is_word(before.back())))
            before.remove_suffix(1);
        if (!before.ends_with("*/"))
            return before.ends_with('(') || before.ends_with(',');
        const auto start = before.substr(0, before.size() - 2).rfind("/*");
        if (start == std::string_view::npos)
            return false;
        before = before.substr(0, start);
    }
}

/// Adds the definitions below a cursor that are in a parameter.
void collect(CXCursor cursor, bool is_parameter, CursorSet& into) {
    for_each_child(cursor, [&](CXCursor child) {
        if (is_parameter && is_tag(child) && clang_isCursorDefinition(child) != 0)
            into.insert(child);
        collect(child, is_parameter || clang_getCursorKind(child) == CXCursor_ParmDecl, into);
    });
}

} // namespace

bool PrototypeScope::contains(CXCursor definition) const {
    const auto known = decided_.find(definition);
    if (known != decided_.end())
        return known->second;
    const bool decided = decide(definition);
    decided_[definition] = decided;
    return decided;
}

bool PrototypeScope::decide(CXCursor definition) const {
    if (clang_isCursorDefinition(definition) == 0)
        return false;
    const CXCursor outer = clang_getCursorLexicalParent(definition);
    if (is_tag(outer) && contains(outer))
        return true;
    if (!may_be_parameter(text_before(unit_, definition)))
        return false;
    if (!is_collected_) {
        collect(clang_getTranslationUnitCursor(unit_), false, inside_);
        is_collected_ = true;
    }
    return inside_.contains(definition);
}

} // namespace ffigen::clang
