#include "cli/placement.hpp"

#include "emit/backend.hpp"
#include "support/file_set.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::cli {
namespace fs = std::filesystem;
namespace {

bool is_written(const fs::path& folder) { return !files_made(folder).empty(); }

/// Whether earlier runs gave languages a folder each.
bool has_folders(const fs::path& root) {
    return std::ranges::any_of(emit::backends(), [&](const emit::Backend& backend) {
        return is_written(root / backend.name);
    });
}

/// The language of the package that stands straight in `root`; empty if there is none that is
/// known.
std::string_view language_in(const fs::path& root) {
    const std::set<std::string> made = files_made(root);
    for (const bool is_pattern : {false, true}) // a name tells more
        for (const emit::Backend& backend : emit::backends())
            if (backend.primary.starts_with('*') == is_pattern &&
                std::ranges::any_of(made, [&](const std::string& path) {
                    return is_pattern ? path.ends_with(backend.primary.substr(1))
                                      : path == backend.primary;
                }))
                return backend.name;
    return {};
}

} // namespace

fs::path folder_to_write(const fs::path& root, std::size_t languages, const std::string& language) {
    return languages == 1 && !has_folders(root) ? root : root / language;
}

fs::path folder_to_check(const fs::path& root, const std::string& language) {
    return language_in(root) == language ? root : root / language;
}

std::vector<std::string> languages_below(const fs::path& root) {
    const std::string_view alone = language_in(root);
    std::vector<std::string> result;
    std::error_code ignored;
    for (const emit::Backend& backend : emit::backends())
        if (backend.name == alone || fs::is_directory(root / backend.name, ignored))
            result.emplace_back(backend.name);
    return result;
}

void report_other_package(const fs::path& root, std::size_t languages, const std::string& language,
                          Diagnostics& diagnostics) {
    const std::string_view other = language_in(root);
    const bool below = folder_to_write(root, languages, language) != root;
    if (other.empty() || (other == language && !below))
        return;
    const std::string shown = root.generic_string();
    diagnostics.error(
        "O09", {shown, 0, 0},
        fmt::format("'{}' is the {} package of an earlier run, and {}", shown, other,
                    below ? "several languages get a folder each below it"
                          : fmt::format("the {} package would take its place", language)),
        "choose another directory with -o, remove that one, or replace it with --force");
}

} // namespace ffigen::cli
