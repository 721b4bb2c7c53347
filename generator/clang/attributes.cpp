#include "clang/attributes.hpp"

#include "support/text.hpp"
#include "clang/source_words.hpp"
#include "clang/tag_names.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::clang {
namespace {

/// The text of the file from where something is spelled: in a macro's body, if it stands there.
std::string_view text_at(CXTranslationUnit unit, CXSourceLocation location) {
    CXFile file = nullptr;
    unsigned offset = 0;
    clang_getSpellingLocation(location, &file, nullptr, nullptr, &offset);
    if (file == nullptr)
        return {};
    std::size_t size = 0;
    const char* contents = clang_getFileContents(unit, file, &size);
    return contents == nullptr || offset > size
               ? std::string_view{}
               : std::string_view(contents + offset, size - offset);
}

/// What is between the parentheses that `text` starts with, nested ones and literals whole.
std::string arguments_of(std::string_view text) {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth == 0) {
            return std::string(text.substr(1, i - 1));
        }
    }
    return {};
}

} // namespace

std::vector<SourceAttribute> attributes_of(CXCursor declaration) {
    std::vector<SourceAttribute> result;
    const CXTranslationUnit unit = clang_Cursor_getTranslationUnit(declaration);
    for_each_child(declaration, [&](CXCursor child) {
        if (clang_isAttribute(clang_getCursorKind(child)) == 0)
            return;
        const std::string_view text =
            text_at(unit, clang_getRangeStart(clang_getCursorExtent(child)));
        const auto end = static_cast<std::size_t>(
            std::find_if_not(text.begin(), text.end(), is_word) - text.begin());
        if (end == 0)
            return;
        std::string_view rest = text.substr(end);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        result.push_back({plain_name(text.substr(0, end)),
                          rest.starts_with('(') ? arguments_of(rest) : std::string()});
    });
    return result;
}

bool has_source_attribute(CXCursor declaration, std::string_view name) {
    return std::ranges::any_of(attributes_of(declaration), [&](const SourceAttribute& attribute) {
        return attribute.name == name;
    });
}

std::optional<CXType> transparent_member(CXCursor declaration) {
    const CXCursor definition = definition_or_self(declaration);
    if (clang_getCursorKind(definition) != CXCursor_UnionDecl)
        return std::nullopt;
    std::optional<CXType> first;
    for_each_child(definition, [&](CXCursor child) {
        if (!first && clang_getCursorKind(child) == CXCursor_FieldDecl)
            first = clang_getCursorType(child);
    });
    return first && has_source_attribute(definition, "transparent_union") ? first : std::nullopt;
}

} // namespace ffigen::clang
