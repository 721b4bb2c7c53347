// The files a back end returns; the only code that touches the disk with them.
#pragma once

#include "support/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ffigen {

/// Relative path ('/'-separated) → whole contents. Ordered, so that output is deterministic.
using FileSet = std::map<std::string, std::string>;

struct FileChange {
    enum class Kind { stale, missing, extra };
    Kind kind;
    std::string path; ///< relative to the root
    std::string diff; ///< unified diff from disk to what is generated; empty for `extra`
};

struct WriteResult {
    std::size_t written = 0;   ///< files whose contents changed
    std::size_t unchanged = 0; ///< files left alone, with their time stamps
    std::size_t removed = 0;   ///< files of an earlier run that are no longer generated
};

/// Writes `files` below `root`. Each file is replaced atomically and only if it differs. Files that
/// an earlier run wrote and this one does not are removed; they are known from the list
/// `.ffigen-files` kept in `root`, so that nothing else is ever touched: a file that is in the way
/// and not in that list is an error (O09) unless `force`, and then nothing is written. Errors (O07,
/// O08) name the path.
WriteResult write_files(const FileSet& files, const std::filesystem::path& root, bool force,
                        Diagnostics& diagnostics);

/// The files that an earlier run left below `root`, as paths below it; none if there was no such
/// run.
std::set<std::string> files_made(const std::filesystem::path& root);

/// Replaces one file atomically, if it differs, making its directory first. Errors: O07.
bool write_single_file(const std::filesystem::path& path, const std::string& contents,
                       Diagnostics& diagnostics);

/// What `write_files` would change: stale, missing and extra files. Writes nothing.
std::vector<FileChange> compare_files(const FileSet& files, const std::filesystem::path& root,
                                      Diagnostics& diagnostics);

} // namespace ffigen
