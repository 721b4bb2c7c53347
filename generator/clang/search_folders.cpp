#include "clang/search_folders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>

namespace ffigen::clang {
namespace {

struct Folder {
    std::string_view option;
    std::string path;
};

/// Longer ones before those that they begin with.
constexpr std::array<std::string_view, 4> options_of_folders{"-isystem", "-idirafter", "-iquote",
                                                             "-I"};

void add_folders(const std::vector<std::string>& words, std::vector<Folder>& into) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto option = std::ranges::find_if(options_of_folders, [&](std::string_view known) {
            return words[i].starts_with(known);
        });
        if (option == options_of_folders.end())
            continue;
        if (words[i].size() > option->size())
            into.push_back({*option, words[i].substr(option->size())});
        else if (i + 1 < words.size())
            into.push_back({*option, words[++i]});
    }
}

} // namespace

void report_missing_folders(const ReadOptions& options, Diagnostics& diagnostics) {
    std::vector<Folder> folders;
    add_folders(options.clang_args, folders);
    for (const auto& [triple, words] : options.target_args)
        add_folders(words, folders);
    if (!options.sysroot.empty())
        folders.push_back({"--sysroot", options.sysroot});
    std::set<std::string> seen;
    for (const Folder& folder : folders) {
        std::error_code error;
        // What begins with = is below the sysroot, which clang knows.
        if (folder.path.starts_with('=') || std::filesystem::is_directory(folder.path, error) ||
            !seen.insert(folder.path).second)
            continue;
        diagnostics.warning(
            "O11", {}, fmt::format("{} names '{}', which is no folder", folder.option, folder.path),
            "check its spelling: it is relative to the working directory, or in ffigen.toml to "
            "that file");
    }
}

} // namespace ffigen::clang
