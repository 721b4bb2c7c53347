#include "binary/library.hpp"
#include "cli/baseline.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/drift_report.hpp"
#include "cli/driver.hpp"
#include "cli/placement.hpp"
#include "drift/compare.hpp"
#include "rules/rules.hpp"
#include "support/file_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace ffigen::cli {
namespace {

namespace fs = std::filesystem;

/// The header against its lock. Status 0, 1 or 3.
int check_lock(const Options& options, const std::optional<lock::Lock>& lock,
               const model::Contract& contract, report::Report& report) {
    if (!lock)
        return status_unchecked;
    drift::FindingOptions wanted = finding_options(options);
    wanted.accepted = lock->accepted;
    wanted.can_accept = true;
    const auto changes = drift::compare(lock->contract, contract, lock->retired);
    add_findings(report, drift::findings(lock->contract, contract, changes, wanted));
    return status_of(report);
}

std::string_view state_of(FileChange::Kind kind) {
    switch (kind) {
    case FileChange::Kind::stale:
        return "stale";
    case FileChange::Kind::missing:
        return "missing";
    case FileChange::Kind::extra:
        return "extra";
    }
    return "";
}

/// Generated files against what the header yields. Status 0, 3 or 4.
int check_generated(const Options& options, const Loaded& loaded, report::Report& report) {
    const std::vector<std::string> languages =
        options.languages.empty() ? languages_below(options.generated) : options.languages;
    Diagnostics diagnostics;
    if (languages.empty())
        diagnostics.add(
            rules::finding("W06", {options.generated, 0, 0},
                           "no package of any language in it: nothing is checked there"));
    const auto packages = generate(loaded, languages, options.strict, [](Package&) {}, diagnostics);
    std::vector<Diagnostic> stale;
    for (const Package& package : packages) {
        const fs::path root = folder_to_check(options.generated, package.language);
        for (const FileChange& change : compare_files(package.files, root, diagnostics)) {
            Diagnostic d =
                rules::finding("W06", {(root / change.path).generic_string(), 0, 0},
                               fmt::format("generated file is {}", state_of(change.kind)));
            d.entity = package.language + "/" + change.path;
            d.remedy = fmt::format("ffigen {} --lang {} -o {}", options.header, package.language,
                                   root.generic_string());
            stale.push_back(std::move(d));
        }
    }
    const bool failed = diagnostics.has_errors();
    for (const Diagnostic& d : diagnostics.items())
        if (d.severity == Severity::error)
            report.diagnostics.push_back(d);
    report.diagnostics.insert(report.diagnostics.end(), stale.begin(), stale.end());
    return failed ? status_unchecked : stale.empty() ? status_clean : status_stale;
}

} // namespace

int run_check(const Options& options) {
    Diagnostics diagnostics;
    const auto lock = load_lock(options, diagnostics);
    const auto loaded = load(lock ? with_targets_of(options, *lock) : options, diagnostics);
    report::Report report;
    report.command = "check";
    report.subject = options.header;
    report.diagnostics = diagnostics.items();
    int status = status_unchecked;
    if (loaded) {
        // A lock that cannot be read does not keep the rest from being checked.
        status = check_lock(options, lock, loaded->contract, report);
        if (lock)
            report.checked = checked(loaded->contract);
        if (!options.library.empty()) {
            Diagnostics found = binary::check_library(loaded->contract, options.library);
            report.diagnostics.insert(report.diagnostics.end(), found.items().begin(),
                                      found.items().end());
            if (found.has_errors()) {
                const bool unread = std::any_of(found.items().begin(), found.items().end(),
                                                [](const Diagnostic& d) { return d.id == "D06"; });
                status = std::max<int>(status, unread ? status_unchecked : status_findings);
            }
        }
        if (!options.generated.empty())
            status = std::max(status, check_generated(options, *loaded, report));
    }
    print_drift(options, report);
    return status;
}

} // namespace ffigen::cli
