#include "clang/wanted_files.hpp"

#include "support/text.hpp"
#include "clang/inclusions.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace ffigen::clang {
namespace fs = std::filesystem;
namespace {

/// The first folder of a path below the system's headers, or the header's name without its suffix:
/// <git2.h> and <git2/types.h> are of one family.
std::string family(const std::string& name) {
    const auto slash = name.find('/');
    return slash != std::string::npos ? name.substr(0, slash) : fs::path(name).stem().string();
}

/// As #include may name it, by some -I or other: what ends the path, from any of its folders on.
bool ends_with_match(const std::string& path, const std::string& pattern) {
    if (pattern.find('/') == std::string::npos)
        return false;
    for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1))
        if (ffigen::matches_pattern(path.substr(at + 1), pattern))
            return true;
    return false;
}

} // namespace

WantedFiles::WantedFiles(CXTranslationUnit unit, const DeclarationOptions& options)
    : unit_(unit), options_(options) {}

bool WantedFiles::contains(CXFile file) const {
    if (file == nullptr)
        return false;
    const auto known = decided_.find(file);
    if (known != decided_.end())
        return known->second;
    const bool wanted = decide(file);
    decided_[file] = wanted;
    return wanted;
}

bool WantedFiles::decide(CXFile file) const {
    const std::string path = fs::path(take(clang_getFileName(file))).lexically_normal().string();
    if (path == options_.header_path)
        return true;
    if (path == options_.unit_path || path.starts_with("/ffigen-builtin/"))
        return false;
    if (matches_pattern(path))
        return true;
    const CXSourceLocation start = clang_getLocationForOffset(unit_, file, 0);
    if (clang_Location_isInSystemHeader(start) == 0 && !header_in_system(path))
        return options_.include_everything || is_part_of_header(file, path);
    return options_.include_everything && options_.header_is_system && header_in_system(path) &&
           family(system_name(path)) == family(system_name(options_.header_path));
}

/// A file that is included for its text, once with this meaning and once with that (X-macros): it
/// has no include guard and is not called a header.
bool WantedFiles::is_part_of_header(CXFile file, const std::string& path) const {
    static constexpr std::array<std::string_view, 5> headers{".h", ".hh", ".hpp", ".hxx", ".H"};
    const std::string extension = fs::path(path).extension().string();
    return std::ranges::find(headers, extension) == headers.end() &&
           clang_isFileMultipleIncludeGuarded(unit_, file) == 0;
}

bool WantedFiles::matches_pattern(const std::string& path) const {
    const fs::path folder = fs::path(options_.header_path).parent_path();
    const std::array<std::string, 3> names{path, system_name(path),
                                           fs::path(path).lexically_relative(folder).string()};
    return std::ranges::any_of(options_.include_patterns, [&](const std::string& pattern) {
        return ends_with_match(path, pattern) ||
               std::ranges::any_of(names, [&](const std::string& name) {
                   return !name.empty() && ffigen::matches_pattern(name, pattern);
               });
    });
}

} // namespace ffigen::clang
