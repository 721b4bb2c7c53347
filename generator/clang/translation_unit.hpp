// One header parsed for one target: owns libclang's index and translation unit.
#pragma once

#include "support/diagnostic.hpp"

#include <clang-c/Index.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::clang {

/// Takes a CXString over and frees it.
std::string take(CXString string);

struct IndexDeleter {
    void operator()(void* index) const { clang_disposeIndex(index); }
};
struct UnitDeleter {
    void operator()(CXTranslationUnitImpl* unit) const { clang_disposeTranslationUnit(unit); }
};

/// A diagnostic of clang's.
struct ClangMessage {
    bool is_error = false;
    bool in_unit = false; ///< in the virtual main file, where the macro probes are
    SourceLocation where; ///< file as clang names it
    std::string text;
    std::string option; ///< that turns it on: "-Wpragma-pack"; empty for errors
};

/// A file that exists for clang alone; the text is somebody else's and must stay.
struct VirtualFile {
    std::string path;
    std::string_view text;
};

/// libclang would start a thread for each parse, for the sake of its stack: that is spared where
/// the threads that there are have as much. To be called before there are any.
void parse_on_own_threads();

class TranslationUnit {
  public:
    /// Parses `text` as the main file `unit_path` with `arguments`. `virtual_files` exist besides
    /// those on disk. unit() is null when libclang itself failed.
    TranslationUnit(const std::string& unit_path, const std::string& text,
                    const std::vector<VirtualFile>& virtual_files,
                    const std::vector<std::string>& arguments);

    [[nodiscard]] CXTranslationUnit unit() const { return unit_.get(); }
    [[nodiscard]] std::vector<ClangMessage> messages() const;

  private:
    std::string unit_path_;
    std::unique_ptr<void, IndexDeleter> index_;
    std::unique_ptr<CXTranslationUnitImpl, UnitDeleter> unit_;
};

/// Where a cursor is, in the file the user sees (macro expansions at their use).
SourceLocation location_of(CXCursor cursor);
SourceLocation location_of(CXSourceLocation location);

/// Visits the direct children of a cursor.
template <class F>
void for_each_child(CXCursor cursor, F&& visit) {
    clang_visitChildren(
        cursor,
        [](CXCursor child, CXCursor, CXClientData data) {
            (*static_cast<std::remove_reference_t<F>*>(data))(child);
            return CXChildVisit_Continue;
        },
        &visit);
}

} // namespace ffigen::clang
