// The pipeline, once: header → contract → api → files. Commands are made of these steps.
#pragma once

#include "api/api.hpp"
#include "calls/plan.hpp"
#include "cli/options.hpp"
#include "model/contract.hpp"
#include "report/report.hpp"
#include "support/diagnostic.hpp"
#include "support/file_set.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::cli {

struct Loaded {
    model::Contract contract; ///< read, annotated, filtered, with its fingerprint
    api::Api api;
    calls::Plan plan; ///< of the calls of `api`
    std::string go_module;
};

/// Reads a header with everything the options say about it. nullopt when it could not be read or
/// its annotations contradict each other; the diagnostics say why.
std::optional<Loaded> load(const Options& options, Diagnostics& diagnostics);

/// As `load`, without the meaning: for commands that look at layout alone.
std::optional<model::Contract> load_contract(const Options& options, Diagnostics& diagnostics);

/// Exit status of a run that could not load its header, by the worst reason: unreadable, wrong
/// annotations, wrong options.
int status_of_failure(const Diagnostics& diagnostics);

struct Package {
    std::string language;
    FileSet files;
    /// Functions that have a safe form, but none in this language yet.
    std::vector<std::string> not_yet;
};

/// What is done with a package when it is made. It may take its files, which hold most of the
/// memory.
using TakePackage = std::function<void(Package& package)>;

/// Runs the back ends of the named languages, as many at once as there are cores. `take` is called
/// once for each package without an error, by one thread at a time, in any order: with `strict`,
/// only when all are made and none has any. What is returned is in the order asked for; empty when
/// any of them reported an error.
std::vector<Package> generate(const Loaded& loaded, const std::vector<std::string>& languages,
                              bool strict, const TakePackage& take, Diagnostics& diagnostics);

/// What was looked at, for the last line of a report.
report::Checked checked(const model::Contract& contract);

/// Prints the findings in the format asked for: to stdout, or stderr where stdout carries output.
/// `contract` is null when nothing could be read.
void print_report(const Options& options, const std::string& command,
                  const Diagnostics& diagnostics, const model::Contract* contract, bool to_stderr);

/// Errors of what annotations mean: what keeps packages from being made.
void check_meaning(const model::Contract& contract, Diagnostics& diagnostics);

/// The same for a report that has more to say. Fills in sources and colour.
void print_report(const Options& options, report::Report report, bool to_stderr);

} // namespace ffigen::cli
