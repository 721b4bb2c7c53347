// What check, diff and lock have in common: changes → findings → report → exit status.
#pragma once

#include "cli/options.hpp"
#include "drift/findings.hpp"
#include "report/report.hpp"

#include <string>

namespace ffigen::cli {

/// The findings as --fail-on, --only and --ignore want them, acceptances aside.
drift::FindingOptions finding_options(const Options& options);

/// "ffigen lock contract/x.h", with the options that it takes to find the same lock.
std::string lock_command(const Options& options);

/// Appends drift findings to a report.
void add_findings(report::Report& report, drift::Findings findings);

/// 1 when anything in it is an error, else 0.
int status_of(const report::Report& report);

/// Prints it, unless it is quiet and clean.
void print_drift(const Options& options, const report::Report& report);

} // namespace ffigen::cli
