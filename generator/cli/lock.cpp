#include "cli/baseline.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/drift_report.hpp"
#include "cli/driver.hpp"
#include "drift/accept.hpp"
#include "drift/compare.hpp"
#include "rules/rules.hpp"
#include "support/file_set.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace ffigen::cli {
namespace {

namespace fs = std::filesystem;

int write(const Options& options, const lock::Lock& lock, const std::string& said) {
    Diagnostics diagnostics;
    const std::string path = lock_file(options);
    if (!write_single_file(path, lock::write_lock(lock), diagnostics)) {
        print_report(options, "lock", diagnostics, nullptr, true);
        return status_unchecked;
    }
    if (!options.quiet)
        fmt::print("{}: {}\n", path, said);
    return status_clean;
}

int usage(const std::string& message, const std::string& fix) {
    fmt::print(stderr, "ffigen: error: {}\n   fix: {}\n", message, fix);
    return status_usage;
}

/// The first lock, or one that has been given up.
int first_lock(const Options& options, const model::Contract& contract) {
    lock::Lock lock;
    lock.contract = contract;
    lock.tool = FFIGEN_VERSION;
    return write(options, lock,
                 fmt::format("locked {}, {}, {}, {} × {}",
                             counted(contract.records.size(), "record"),
                             counted(contract.enums.size(), "enum"),
                             counted(contract.functions.size(), "function"),
                             counted(contract.constants.size(), "constant"),
                             counted(contract.targets.size(), "target")));
}

/// Acceptances are taken down or struck off; the baseline stays.
int change_acceptances(const Options& options, lock::Lock lock, const model::Contract& contract,
                       const std::vector<drift::Change>& changes) {
    drift::FindingOptions wanted = finding_options(options);
    wanted.accepted = lock.accepted;
    wanted.can_accept = true;
    const drift::Findings found = drift::findings(lock.contract, contract, changes, wanted);
    const auto result = drift::accept(lock, contract, found.diagnostics,
                                      {options.accept, options.unaccept, options.reason});
    if (!result.unknown.empty()) {
        report::Report report;
        report.command = "lock";
        report.subject = options.header;
        for (const std::string& fingerprint : result.unknown) {
            Diagnostic d =
                rules::finding("W04", {options.header, 0, 0},
                               fmt::format("no change has the fingerprint {}", fingerprint));
            d.remedy = fmt::format("see what changed: ffigen check {}", options.header);
            report.diagnostics.push_back(std::move(d));
        }
        print_report(options, report, false);
        return status_findings;
    }
    std::vector<std::string> done;
    if (result.accepted)
        done.push_back(fmt::format("{} accepted", result.accepted));
    if (result.struck_off)
        done.push_back(fmt::format("{} struck off", result.struck_off));
    return write(options, lock,
                 fmt::format("{}; the baseline stays until `{}`", fmt::join(done, ", "),
                             lock_command(options)));
}

/// The header becomes the baseline, if every break has been agreed to.
int renew(const Options& options, lock::Lock lock, const model::Contract& contract,
          const std::vector<drift::Change>& changes) {
    drift::FindingOptions wanted = finding_options(options);
    wanted.accepted = lock.accepted;
    wanted.can_accept = true;
    report::Report report;
    report.command = "lock";
    report.subject = options.header;
    add_findings(report, drift::findings(lock.contract, contract, changes, wanted));
    if (status_of(report) != status_clean) {
        report.checked = checked(contract);
        print_report(options, report, false);
        if (options.format == report::Format::text)
            fmt::print("The lock was left as it is.\n");
        return status_findings;
    }
    const std::size_t pending = lock.accepted.size();
    drift::rebase(lock, contract, FFIGEN_VERSION);
    std::string what = counted(changes.size(), "change") + " taken over";
    if (pending)
        what += ", among them " + counted(pending, "accepted break");
    return write(options, lock, what);
}

} // namespace

int run_lock(const Options& options) {
    if (!options.accept.empty() && options.reason.empty())
        return usage("--accept needs a reason",
                     fmt::format("{} --accept {} --reason \"why this break is meant\"",
                                 lock_command(options), options.accept.front()));
    if (options.accept.empty() && !options.reason.empty())
        return usage("--reason goes with --accept", "name the change: --accept FINGERPRINT");
    Diagnostics diagnostics;
    std::error_code ignored;
    const bool exists = fs::exists(lock_file(options), ignored);
    std::optional<lock::Lock> lock;
    const bool needs_lock = exists || !options.accept.empty() || !options.unaccept.empty();
    if (needs_lock)
        lock = load_lock(options, diagnostics);
    std::optional<model::Contract> contract;
    if (!diagnostics.has_errors())
        contract = load_contract(lock ? with_targets_of(options, *lock) : options, diagnostics);
    if (contract)
        check_meaning(*contract, diagnostics);
    if (!contract || diagnostics.has_errors()) {
        print_report(options, "lock", diagnostics, nullptr, false);
        return contract ? status_of_failure(diagnostics) : status_unchecked;
    }
    if (!lock)
        return first_lock(options, *contract);
    const std::vector<drift::Change> changes =
        drift::compare(lock->contract, *contract, lock->retired);
    if (!options.accept.empty() || !options.unaccept.empty())
        return change_acceptances(options, std::move(*lock), *contract, changes);
    return renew(options, std::move(*lock), *contract, changes);
}

} // namespace ffigen::cli
