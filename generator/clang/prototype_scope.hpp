// Records and enums that are defined in a list of parameters.
#pragma once

#include "clang/cursors.hpp"

namespace ffigen::clang {

/// `int f(struct point { int x; } p);` ends the tag's scope with the list (C11 6.2.1p4): nobody
/// else can name that type, and another list's `struct point` is another type. Answers for one
/// unit; for one thread at a time.
class PrototypeScope {
  public:
    explicit PrototypeScope(CXTranslationUnit unit) : unit_(unit) {}

    /// `definition`: of a record or enum.
    [[nodiscard]] bool contains(CXCursor definition) const;

  private:
    [[nodiscard]] bool decide(CXCursor definition) const;

    CXTranslationUnit unit_;
    mutable CursorMap<bool> decided_;
    mutable CursorSet inside_;
    mutable bool is_collected_ = false; ///< inside_ has all
};

} // namespace ffigen::clang
