#include "support/file_set.hpp"

#include "support/text.hpp"

#include <dtl/dtl.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace ffigen {
namespace fs = std::filesystem;
namespace {

constexpr const char* manifest_name = ".ffigen-files";

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

std::string unified_diff(const std::string& path, const std::string& from, const std::string& to) {
    dtl::Diff<std::string> diff(lines_of(from), lines_of(to));
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream out;
    out << "--- " << path << "\n+++ " << path << " (generated)\n";
    diff.printUnifiedFormat(out);
    return out.str();
}

/// One ffigen at a time writes into a folder, or one would rename what the other is still writing.
/// Where the file system has no locks, it goes on without.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder) {
        std::error_code ignored;
        const fs::path place = folder.empty() ? fs::path(".") : folder;
        fs::create_directories(place, ignored);
        descriptor_ = open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor_ >= 0)
            flock(descriptor_, LOCK_EX);
    }
    ~FolderLock() {
        if (descriptor_ >= 0)
            close(descriptor_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_ = -1;
};

/// Files in the way that no earlier run made.
bool report_foreign_files(const FileSet& files, const std::set<std::string>& before,
                          const fs::path& root, Diagnostics& diagnostics) {
    bool found = false;
    for (const auto& [path, contents] : files) {
        std::error_code error;
        if (before.contains(path) || !fs::exists(fs::symlink_status(root / path, error)))
            continue;
        if (const auto old = read_text_file(root / path); old && *old == contents)
            continue;
        found = true;
        const std::string shown = (root / path).generic_string();
        diagnostics.error("O09", {shown, 0, 0},
                          fmt::format("'{}' is in the way, and ffigen did not make it", shown),
                          "choose another directory with -o, or replace it with --force");
    }
    return found;
}

/// Writes beside the file and renames over it, so that no reader ever sees half of it.
bool replace_file(const fs::path& path, const std::string& contents, Diagnostics& diagnostics) {
    std::error_code error;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), error);
    fs::path temporary = path;
    temporary += ".ffigen-new";
    if (!error) {
        errno = 0;
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out << contents;
        out.close();
        if (!out)
            error = std::error_code(errno != 0 ? errno : EIO, std::generic_category());
    }
    if (!error)
        fs::rename(temporary, path, error);
    if (!error)
        return true;
    std::error_code ignored;
    fs::remove(temporary, ignored);
    diagnostics.error(
        "O07", {path.generic_string(), 0, 0},
        fmt::format("cannot write '{}': {}", path.generic_string(), error.message()),
        "check that the directory exists, is writable and has room, or choose another with -o");
    return false;
}

bool write_changed(const fs::path& path, const std::string& contents, Diagnostics& diagnostics) {
    if (const auto old = read_text_file(path); old && *old == contents)
        return true;
    return replace_file(path, contents, diagnostics);
}

bool write_manifest(const std::set<std::string>& files, const fs::path& root,
                    Diagnostics& diagnostics) {
    std::string text;
    for (const std::string& path : files)
        text += path + "\n";
    return write_changed(root / manifest_name, text, diagnostics);
}

} // namespace

std::set<std::string> files_made(const fs::path& root) {
    std::set<std::string> files;
    if (const auto text = read_text_file(root / manifest_name))
        for (const std::string& line : lines_of(*text))
            // A manifest that was tampered with must not reach outside the root.
            if (!line.empty() && line.front() != '/' && line.find("..") == std::string::npos)
                files.insert(line);
    return files;
}

WriteResult write_files(const FileSet& files, const fs::path& root, bool force,
                        Diagnostics& diagnostics) {
    WriteResult result;
    const FolderLock lock(root);
    const std::set<std::string> before = files_made(root);
    if (!force && report_foreign_files(files, before, root, diagnostics))
        return result;
    std::set<std::string> made, known = before;
    for (const auto& [path, contents] : files)
        made.insert(path);
    known.insert(made.begin(), made.end());
    // With those that go, and first: a run that is cut off leaves nothing that the next would not
    // know.
    if (!write_manifest(known, root, diagnostics))
        return result;
    for (const auto& [path, contents] : files) {
        if (const auto old = read_text_file(root / path); old && *old == contents)
            ++result.unchanged;
        else if (replace_file(root / path, contents, diagnostics))
            ++result.written;
        else
            return result;
    }
    for (const std::string& path : before) {
        std::error_code ignored;
        if (!files.contains(path) && fs::remove(root / path, ignored))
            ++result.removed;
    }
    write_manifest(made, root, diagnostics);
    return result;
}

bool write_single_file(const fs::path& path, const std::string& contents,
                       Diagnostics& diagnostics) {
    const FolderLock lock(path.parent_path());
    return write_changed(path, contents, diagnostics);
}

std::vector<FileChange> compare_files(const FileSet& files, const fs::path& root,
                                      Diagnostics& diagnostics) {
    std::vector<FileChange> changes;
    for (const auto& [path, contents] : files) {
        std::error_code error;
        if (!fs::exists(root / path, error)) {
            changes.push_back({FileChange::Kind::missing, path, {}});
            continue;
        }
        const auto old = read_text_file(root / path);
        if (!old)
            diagnostics.error("O08", {(root / path).generic_string(), 0, 0},
                              fmt::format("cannot read '{}'", (root / path).generic_string()),
                              "check its permissions");
        else if (*old != contents)
            changes.push_back({FileChange::Kind::stale, path, unified_diff(path, *old, contents)});
    }
    for (const std::string& path : files_made(root)) {
        std::error_code error;
        if (!files.contains(path) && fs::exists(root / path, error))
            changes.push_back({FileChange::Kind::extra, path, {}});
    }
    return changes;
}

} // namespace ffigen
