// Headers as they were in a git revision.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ffigen::drift {

/// A directory of its own that goes away with the object.
class TemporaryDirectory {
  public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    TemporaryDirectory(TemporaryDirectory&& other) noexcept;
    TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// All headers of the repository at a revision, so that those that include others can be read.
struct GitTree {
    TemporaryDirectory directory;
    std::filesystem::path top;    ///< of the working tree they belong to
    std::filesystem::path header; ///< the one asked for, within `directory`
};

/// `spec` is REV:path, path from the top of the tree, or from here when it starts with "./" or
/// "../", as git has it. An error message when there is no such revision or file, or no git.
std::variant<GitTree, std::string> read_git(std::string_view spec);

/// Whether it reads as REV:path and is not a file.
bool is_git_spec(std::string_view text);

/// `path` within the tree where it lies within the working tree; nullopt where it does not.
std::optional<std::filesystem::path> path_in(const GitTree& tree,
                                             const std::filesystem::path& path);

} // namespace ffigen::drift
