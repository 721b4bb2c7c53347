#include "clang/reader.hpp"

#include "support/in_background.hpp"
#include "support/text.hpp"
#include "clang/arguments.hpp"
#include "clang/header.hpp"
#include "clang/merge.hpp"
#include "clang/read_target.hpp"
#include "clang/search_folders.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

namespace ffigen::clang {
namespace fs = std::filesystem;
namespace {

/// What the targets have in common, put together while others are still read: as many of them
/// exist by themselves as there are threads. Any thread may add.
class Gathering {
  public:
    explicit Gathering(const std::vector<std::string>& targets)
        : targets_(targets), waiting_(targets.size()) {}

    void add(std::size_t target, TargetResult result) {
        const std::scoped_lock lock(mutex_);
        waiting_[target] = std::move(result);
        for (; next_ < waiting_.size() && waiting_[next_]; ++next_) {
            take(*waiting_[next_]);
            waiting_[next_].reset();
        }
    }

    /// nullopt when a target failed; the findings then say why.
    std::optional<model::Contract> result(Inclusions& inclusions, Diagnostics& diagnostics) {
        for (Finding* finding : in_order_) {
            if (finding->targets.size() < targets_.size())
                finding->said.notes.push_back(
                    fmt::format("on {}", fmt::join(finding->targets, ", ")));
            diagnostics.add(std::move(finding->said));
        }
        if (failed_)
            return std::nullopt;
        inclusions = std::move(inclusions_);
        return merge_.take();
    }

  private:
    struct Finding {
        Diagnostic said;
        std::vector<std::string> targets;
    };

    void take(TargetResult& result) {
        for (const Diagnostic& said : result.diagnostics.items())
            fold(said);
        failed_ |= result.failed;
        if (failed_)
            return;
        inclusions_.add(result.inclusions);
        merge_.add(std::move(result.contract));
    }

    /// The same on many targets is one finding that names them.
    void fold(const Diagnostic& said) {
        const auto [place, is_new] =
            findings_.try_emplace(std::tuple(said.id, said.where, said.message));
        Finding& finding = place->second;
        if (is_new) {
            finding.said = said;
            in_order_.push_back(&finding);
        }
        if (finding.targets.empty() || finding.targets.back() != targets_[next_])
            finding.targets.push_back(targets_[next_]);
    }

    const std::vector<std::string>& targets_;
    std::mutex mutex_;
    std::vector<std::optional<TargetResult>> waiting_;
    std::size_t next_ = 0;
    Merge merge_;
    Inclusions inclusions_;
    std::map<std::tuple<std::string, SourceLocation, std::string>, Finding> findings_;
    std::vector<Finding*> in_order_;
    bool failed_ = false;
};

bool check_targets(const std::vector<std::string>& targets, Diagnostics& diagnostics) {
    std::set<std::string> seen;
    for (const std::string& target : targets) {
        if (!seen.insert(target).second)
            diagnostics.error("O02", {}, fmt::format("target '{}' is given twice", target),
                              "name each target once");
        if (target == native_target)
            continue;
        // A triple has at least an architecture and a system; clang would take a lone word as
        // "unknown".
        if (target.find('-') == std::string::npos)
            diagnostics.add(unknown_target(target, {}));
    }
    if (targets.size() > 64)
        diagnostics.error("O02", {}, "more than 64 targets", "split them over several runs");
    return !diagnostics.has_errors();
}

/// A file that is included before the header travels with it.
void add_forced_include(const std::string& path, model::Contract& contract) {
    if (auto text = read_text_file(path))
        contract.sources[fs::path(path).filename().string()] = std::move(*text);
}

/// Side by side.
std::optional<model::Contract> read_targets(const ReadOptions& options, const Header& header,
                                            const std::vector<std::string>& targets,
                                            Inclusions& inclusions, Diagnostics& diagnostics) {
    parse_on_own_threads();
    Gathering gathering(targets);
    const unsigned cores =
        options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
    side_by_side(targets.size(), cores, [&](std::size_t i) {
        gathering.add(i, read_target(options, header, targets[i]));
    });
    return gathering.result(inclusions, diagnostics);
}

} // namespace

std::optional<model::Contract> read_contract(const ReadOptions& options, Diagnostics& diagnostics) {
    std::vector<std::string> targets = options.targets;
    if (targets.empty())
        targets.assign(model::default_targets().begin(), model::default_targets().end());
    if (!check_targets(targets, diagnostics))
        return std::nullopt;
    const auto header = open_header(options.header, diagnostics);
    if (!header)
        return std::nullopt;
    report_missing_folders(options, diagnostics);

    Inclusions inclusions;
    auto gathered = read_targets(options, *header, targets, inclusions, diagnostics);
    if (!gathered)
        return std::nullopt;
    model::Contract& contract = *gathered;
    contract.header = fs::path(header->path).filename().string();
    contract.is_system_header = header_in_system(header->path);
    contract.include_as = contract.is_system_header ? system_name(header->path) : contract.header;
    contract.doc = first_comment(header->text);
    contract.system_includes = inclusions.system;
    contract.sources = inclusions.sources;
    contract.compile_arguments = compile_arguments(options);
    for (const std::string& argument : contract.compile_arguments)
        if (argument.starts_with("-include "))
            add_forced_include(argument.substr(9), contract);
    if (!contract.is_system_header)
        contract.sources[contract.include_as] = header->text;
    if (contract.records.empty() && contract.enums.empty() && contract.functions.empty() &&
        contract.typedefs.empty() && contract.constants.empty() && contract.variables.empty()) {
        diagnostics.error("H03", {header->shown, 0, 0},
                          fmt::format("'{}' declares nothing", header->shown),
                          "only the header's own declarations count: name the header that has "
                          "them, or give --include-everything");
        return std::nullopt;
    }
    return gathered;
}

std::vector<std::string> header_dependencies(const ReadOptions& options) {
    Diagnostics ignored;
    const auto header = open_header(options.header, ignored);
    if (!header)
        return {};
    const std::string target = options.targets.empty()
                                   ? std::string(model::default_targets().front())
                                   : options.targets.front();
    const TargetResult result = read_target(options, *header, target);
    std::vector<std::string> files = result.inclusions.files;
    files.push_back(header->path);
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

std::string libclang_version() { return take(clang_getClangVersion()); }

} // namespace ffigen::clang
