#include "clang/entity_notes.hpp"

#include "annotations/table.hpp"
#include "clang/doc_comment.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>

namespace ffigen::clang {
namespace {

CXFile file_of(CXCursor cursor) {
    CXFile file = nullptr;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, nullptr, nullptr, nullptr);
    return file;
}

} // namespace

bool in_system_header(CXCursor cursor) {
    return clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)) != 0;
}

EntityNotes::EntityNotes(CXTranslationUnit unit, const DeclarationOptions& options,
                         Diagnostics& diagnostics)
    : options_(options), diagnostics_(diagnostics), files_(unit, options) {}

bool EntityNotes::wanted(CXCursor cursor) const { return files_.contains(file_of(cursor)); }

SourceLocation EntityNotes::place(CXCursor cursor) const {
    SourceLocation where = location_of(cursor);
    if (where.file == options_.header_path)
        where.file = options_.shown_header;
    return where;
}

std::string EntityNotes::doc(CXCursor cursor) const {
    return comment_text(take(clang_Cursor_getRawCommentText(cursor)));
}

model::Annotations EntityNotes::annotations(CXCursor cursor) const {
    model::Annotations annotations;
    for_each_child(cursor, [&](CXCursor child) {
        if (clang_getCursorKind(child) != CXCursor_AnnotateAttr)
            return;
        const std::string text = take(clang_getCursorSpelling(child));
        if (!text.starts_with("ffi."))
            return;
        const SourceLocation where = place(child);
        std::string error;
        if (auto annotation =
                model::parse_annotation(std::string_view(text).substr(4), where, error))
            annotations.push_back(std::move(*annotation));
        else
            diagnostics_.error("A01", where, fmt::format("annotation cannot be read: {}", error),
                               "see the comments in ffigen/annotations.h for its form");
    });
    return annotations;
}

void EntityNotes::refuse_words_within(CXCursor declaration) const {
    for_each_child(declaration, [&](CXCursor inner) {
        if (clang_getCursorKind(inner) != CXCursor_ParmDecl)
            return;
        for (const model::Annotation& annotation : annotations(inner)) {
            const annotations::Word* word = annotations::find_word(annotation.name);
            diagnostics_.error(
                "A02", annotation.where,
                fmt::format("{} stands among the parameters of '{}', a function pointer whose type "
                            "has no name, and would mean nothing there",
                            word == nullptr ? annotation.name : word->macro,
                            take(clang_getCursorSpelling(declaration))),
                "name the type with a typedef, and mark its parameters there");
        }
        refuse_words_within(inner);
    });
}

void EntityNotes::fill(model::Entity& entity, CXCursor cursor, std::string name,
                       std::string c_name) const {
    entity.name = std::move(name);
    entity.c_name = std::move(c_name);
    entity.doc = doc(cursor);
    entity.where = place(cursor);
    entity.annotations = annotations(cursor);
    entity.from_header = wanted(cursor);
}

} // namespace ffigen::clang
