#include "drift/git.hpp"

#include "support/process.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace ffigen::drift {
namespace fs = std::filesystem;
namespace {

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

bool is_header(std::string_view path) {
    for (const std::string_view ending : {".h", ".hh", ".hpp", ".hxx", ".inc", ".def", ".in"})
        if (path.ends_with(ending))
            return true;
    return path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

/// Those of the NUL-separated paths that a header could include.
std::string headers_of(const std::string& listing) {
    std::string result;
    for (std::size_t at = 0; at < listing.size();) {
        const std::size_t end = std::min(listing.find('\0', at), listing.size());
        const std::string_view path = std::string_view(listing).substr(at, end - at);
        if (is_header(path))
            result.append(path).push_back('\0');
        at = end + 1;
    }
    return result;
}

} // namespace

TemporaryDirectory::TemporaryDirectory() {
    std::string pattern = (fs::temp_directory_path() / "ffigen-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw std::system_error(errno, std::generic_category(), "temporary directory");
    path_ = pattern;
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept
    : path_(std::move(other.path_)) {
    other.path_.clear();
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty())
        fs::remove_all(path_, ignored);
}

bool is_git_spec(std::string_view text) {
    const std::size_t colon = text.find(':');
    std::error_code ignored;
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
           !fs::exists(fs::path(text), ignored);
}

std::variant<GitTree, std::string> read_git(std::string_view spec) {
    const std::size_t colon = spec.find(':');
    const std::string revision(spec.substr(0, colon));
    std::string path(spec.substr(colon + 1));
    if (revision.starts_with('-'))
        return fmt::format("'{}' is no revision", revision);

    const ProcessResult where =
        run_process({"git", "rev-parse", "--show-toplevel", "--show-prefix"}, "", {});
    if (!where.started)
        return std::string("git cannot be run: install it, or give the old header as a file");
    if (where.status != 0)
        return std::string("this is not a git repository");
    const std::size_t line = where.output.find('\n');
    const fs::path top = where.output.substr(0, line);
    if (path.starts_with("./") || path.starts_with("../"))
        path = (fs::path(trimmed(where.output.substr(line + 1))) / path)
                   .lexically_normal()
                   .generic_string();

    const ProcessResult commit = run_process(
        {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}, "",
        {});
    if (commit.status != 0)
        return fmt::format("there is no revision '{}'", revision);

    GitTree tree{TemporaryDirectory(), top, {}};
    // An index of our own: the user's is not touched.
    const std::map<std::string, std::string> environment{
        {"GIT_INDEX_FILE", (tree.directory.path() / "index").string()}};
    const std::string prefix = (tree.directory.path() / "tree").string() + "/";
    const std::string git_top = top.string();
    if (run_process({"git", "-C", git_top, "read-tree", trimmed(commit.output)}, "", environment)
            .status != 0)
        return fmt::format("revision '{}' cannot be read", revision);
    const ProcessResult files =
        run_process({"git", "-C", git_top, "ls-files", "-z"}, "", environment);
    std::string wanted = headers_of(files.output);
    wanted.append(path).push_back('\0');
    run_process(
        {"git", "-C", git_top, "checkout-index", "-q", "-f", "-z", "--stdin", "--prefix=" + prefix},
        wanted, environment);
    tree.header = fs::path(prefix) / path;
    if (std::error_code ignored; !fs::is_regular_file(tree.header, ignored))
        return fmt::format("there is no file '{}' in revision '{}'", path, revision);
    return tree;
}

std::optional<fs::path> path_in(const GitTree& tree, const fs::path& path) {
    std::error_code error;
    const fs::path absolute = fs::weakly_canonical(fs::absolute(path), error);
    const fs::path relative = absolute.lexically_relative(fs::weakly_canonical(tree.top, error));
    if (error || relative.empty() || *relative.begin() == "..")
        return std::nullopt;
    return tree.directory.path() / "tree" / relative;
}

} // namespace ffigen::drift
