// What every declaration carries: place, comment, annotations.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"
#include "clang/declarations.hpp"
#include "clang/wanted_files.hpp"

#include <clang-c/Index.h>

namespace ffigen::clang {

class EntityNotes {
  public:
    EntityNotes(CXTranslationUnit unit, const DeclarationOptions& options,
                Diagnostics& diagnostics);

    /// Whether the cursor's declaration is one of those asked for.
    [[nodiscard]] bool wanted(CXCursor cursor) const;
    /// The cursor's place, the header's file as the user wrote it.
    [[nodiscard]] SourceLocation place(CXCursor cursor) const;
    [[nodiscard]] std::string doc(CXCursor cursor) const;
    /// The annotations on a declaration. What cannot be read is an error, A01.
    [[nodiscard]] model::Annotations annotations(CXCursor cursor) const;
    /// A parameter's or a field's function pointer that is written out has parameters of its own,
    /// of which the model knows the types alone: words on them are errors, A02.
    void refuse_words_within(CXCursor declaration) const;
    void fill(model::Entity& entity, CXCursor cursor, std::string name, std::string c_name) const;

  private:
    const DeclarationOptions& options_;
    Diagnostics& diagnostics_;
    WantedFiles files_;
};

bool in_system_header(CXCursor cursor);

} // namespace ffigen::clang
