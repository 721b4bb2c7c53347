#include "cli/drift_report.hpp"

#include "cli/cli.hpp"
#include "cli/driver.hpp"

#include <algorithm>
#include <iterator>

namespace ffigen::cli {

drift::FindingOptions finding_options(const Options& options) {
    drift::FindingOptions result;
    if (options.fail_on == "abi")
        result.fail_on = Impact::abi;
    if (options.fail_on == "wire")
        result.fail_on = Impact::wire;
    if (options.fail_on == "safe")
        result.fail_on = Impact::safe;
    result.only = options.only;
    result.ignore = options.ignore;
    result.header = options.header;
    result.lock_command = lock_command(options);
    return result;
}

std::string lock_command(const Options& options) {
    std::string command = "ffigen lock " + options.header;
    if (!options.lock_file.empty())
        command += " --lock " + options.lock_file;
    return command;
}

void add_findings(report::Report& report, drift::Findings findings) {
    std::move(findings.diagnostics.begin(), findings.diagnostics.end(),
              std::back_inserter(report.diagnostics));
    report.accepted.merge(findings.accepted);
    report.filtered += findings.filtered;
}

int status_of(const report::Report& report) {
    const bool any = std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                                 [](const Diagnostic& d) { return d.severity == Severity::error; });
    return any ? status_findings : status_clean;
}

void print_drift(const Options& options, const report::Report& report) {
    if (options.quiet && report.diagnostics.empty())
        return;
    print_report(options, report, false);
}

} // namespace ffigen::cli
