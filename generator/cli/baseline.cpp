#include "cli/baseline.hpp"

#include "cli/drift_report.hpp"
#include "cli/driver.hpp"
#include "drift/git.hpp"
#include "lock/merge.hpp"
#include "rules/rules.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace ffigen::cli {
namespace {

namespace fs = std::filesystem;

std::optional<lock::Lock> read_lock_file(const std::string& path, const std::string& remake,
                                         Diagnostics& diagnostics) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        Diagnostic d = rules::finding("W01", {path, 0, 0},
                                      "no lock: nothing to compare with, so nothing was checked");
        d.remedy = fmt::format("write it and commit it:\n{}", remake);
        diagnostics.add(std::move(d));
        return std::nullopt;
    }
    const auto text = read_text_file(path);
    if (!text) {
        Diagnostic d = rules::finding("W02", {path, 0, 0}, "the lock cannot be read");
        d.remedy = "check that it is a file and its permissions";
        diagnostics.add(std::move(d));
        return std::nullopt;
    }
    auto lock = lock::read_lock(*text);
    if (auto* read = std::get_if<lock::Lock>(&lock))
        return std::move(*read);
    if (lock::has_conflict_marks(*text)) {
        Diagnostic d = rules::finding(
            "W02", {path, 0, 0}, "the lock is in the middle of a merge: git left a conflict in it");
        d.remedy = fmt::format(
            "once the header is merged, take the other side's lock and agree to what is new:\n"
            "git checkout --theirs -- {}\n{}\nso that git merges locks by itself from now on:\n"
            "git config merge.ffigen.driver 'ffigen merge-locks %O %A %B'\n"
            "with the line `*.ffilock.json merge=ffigen` in .gitattributes",
            path, remake);
        diagnostics.add(std::move(d));
        return std::nullopt;
    }
    const auto& error = std::get<lock::LockError>(lock);
    const bool newer = error.kind == lock::LockError::Kind::newer;
    Diagnostic d =
        rules::finding(newer ? "W03" : "W02", {path, 0, 0},
                       fmt::format("the lock {}: {}", newer ? "is of a newer ffigen" : "is damaged",
                                   error.message));
    d.remedy = newer ? "use that version of ffigen, or a later one"
                     : fmt::format("take it from version control:\ngit checkout -- {}\nor, to give "
                                   "up its baseline, remove it and write it anew:\n{}",
                                   path, remake);
    diagnostics.add(std::move(d));
    return std::nullopt;
}

/// -I and the like of the working tree, in the revision's tree.
std::vector<std::string> arguments_in(const drift::GitTree& tree,
                                      const std::vector<std::string>& arguments) {
    std::vector<std::string> result;
    bool path_follows = false;
    for (const std::string& argument : arguments) {
        if (path_follows) {
            const auto inside = drift::path_in(tree, argument);
            result.push_back(inside ? inside->string() : argument);
            path_follows = false;
            continue;
        }
        path_follows = argument == "-I" || argument == "-isystem" || argument == "-iquote" ||
                       argument == "-include";
        if (argument.starts_with("-I") && argument.size() > 2) {
            const auto inside = drift::path_in(tree, argument.substr(2));
            result.push_back("-I" + (inside ? inside->string() : argument.substr(2)));
        } else {
            result.push_back(argument);
        }
    }
    return result;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// What to do about a side that git does not have.
std::string remedy_of(std::string_view message, std::string_view what) {
    const std::string_view revision = what.substr(0, what.find(':'));
    if (message.find("repository") != std::string_view::npos)
        return "run it inside the repository";
    if (message.starts_with("there is no revision"))
        return "see which there are:\ngit log --oneline\nA shallow clone, as CI makes them, lacks "
               "older "
               "ones:\ngit fetch --deepen=100";
    return fmt::format("see which files it has:\ngit ls-tree -r --name-only {}", revision);
}

std::optional<Side> load_git_side(const Options& options, const std::string& what,
                                  Diagnostics& diagnostics) {
    auto read = drift::read_git(what);
    if (const auto* message = std::get_if<std::string>(&read)) {
        diagnostics.add(rules::finding("W05", {what, 0, 0}, *message));
        diagnostics.items().back().remedy = remedy_of(*message, what);
        return std::nullopt;
    }
    const auto& tree = std::get<drift::GitTree>(read);
    Options old = options;
    old.header = old.read.header = tree.header.string();
    old.read.clang_args = arguments_in(tree, options.read.clang_args);
    Diagnostics own;
    auto contract = load_contract(old, own);
    for (Diagnostic d : own.items()) {
        replace_all(d.where.file, old.header, what);
        replace_all(d.message, old.header, what);
        replace_all(d.where.file, (tree.directory.path() / "tree").string() + "/",
                    what.substr(0, what.find(':') + 1));
        diagnostics.add(std::move(d));
    }
    if (!contract)
        return std::nullopt;
    return Side{std::move(*contract), std::nullopt, old.header, what};
}

} // namespace

std::optional<Side> load_side(const Options& options, const std::string& what,
                              Diagnostics& diagnostics) {
    if (what.ends_with(".json")) {
        auto lock = read_lock_file(what, "ffigen lock HEADER", diagnostics);
        if (!lock)
            return std::nullopt;
        Side side{std::move(lock->contract), std::nullopt, {}, {}};
        lock->contract = {};
        side.lock = std::move(*lock);
        return side;
    }
    if (drift::is_git_spec(what))
        return load_git_side(options, what, diagnostics);
    Options header = options;
    header.header = header.read.header = what;
    auto contract = load_contract(header, diagnostics);
    if (!contract)
        return std::nullopt;
    return Side{std::move(*contract), std::nullopt, {}, {}};
}

std::string lock_file(const Options& options) {
    return options.lock_file.empty() ? lock::lock_path(options.header) : options.lock_file;
}

std::optional<lock::Lock> load_lock(const Options& options, Diagnostics& diagnostics) {
    return read_lock_file(lock_file(options), lock_command(options), diagnostics);
}

Options with_targets_of(const Options& options, const lock::Lock& lock) {
    Options result = options;
    if (!result.read.targets.empty())
        return result;
    // A lock is sorted by name; output follows the usual order.
    std::vector<std::string> rest;
    for (const model::TargetInfo& target : lock.contract.targets)
        rest.push_back(target.triple);
    for (const std::string_view usual : model::default_targets())
        if (const auto found = std::find(rest.begin(), rest.end(), usual); found != rest.end()) {
            result.read.targets.emplace_back(usual);
            rest.erase(found);
        }
    result.read.targets.insert(result.read.targets.end(), rest.begin(), rest.end());
    return result;
}

} // namespace ffigen::cli
