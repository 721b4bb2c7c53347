// Whose declarations are asked for, by the file they stand in.
#pragma once

#include "clang/declarations.hpp"

#include <clang-c/Index.h>

#include <string>
#include <unordered_map>

namespace ffigen::clang {

class WantedFiles {
  public:
    WantedFiles(CXTranslationUnit unit, const DeclarationOptions& options);
    [[nodiscard]] bool contains(CXFile file) const;

  private:
    [[nodiscard]] bool decide(CXFile file) const;
    [[nodiscard]] bool is_part_of_header(CXFile file, const std::string& path) const;
    [[nodiscard]] bool matches_pattern(const std::string& path) const;

    CXTranslationUnit unit_;
    const DeclarationOptions& options_;
    mutable std::unordered_map<CXFile, bool> decided_;
};

} // namespace ffigen::clang
