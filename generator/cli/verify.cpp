#include "passes/verify.hpp"

#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"
#include "passes/fix_padding.hpp"

#include <fmt/format.h>

namespace ffigen::cli {
namespace {

std::optional<model::Contract> reread(Options options, const std::string& path,
                                      Diagnostics& diagnostics) {
    options.header = path;
    options.read.header = path;
    return load_contract(options, diagnostics);
}

/// Warnings count under --strict; notes never do.
bool has_findings(const Diagnostics& diagnostics, bool strict) {
    return diagnostics.has_errors() ||
           (strict && std::ranges::any_of(diagnostics.items(), [](const Diagnostic& finding) {
                return finding.severity == Severity::warning;
            }));
}

/// Writes padding into the header and leaves in `findings` what is still to be said about it.
void fix(const Options& options, model::Contract& contract, Diagnostics& findings) {
    Diagnostics failures;
    const auto again = [&](const std::string& path, Diagnostics& diagnostics) {
        return reread(options, path, diagnostics);
    };
    const passes::FixOutcome outcome =
        passes::fix_padding(options.header, contract, findings, again, failures);
    if (outcome.contract) {
        // Read under the header's own name, so that what is left is reported there.
        Diagnostics rest;
        if (auto now = load_contract(options, rest))
            contract = std::move(*now);
        passes::verify(contract, {.strict = options.strict}, rest);
        findings = std::move(rest);
    }
    findings.append(failures);
    if (!options.quiet && options.format == report::Format::text)
        fmt::print("{}: {} reserved member{} added\n", options.header, outcome.members,
                   outcome.members == 1 ? "" : "s");
}

} // namespace

int run_verify(const Options& options) {
    Diagnostics diagnostics;
    auto contract = load_contract(options, diagnostics);
    if (contract)
        check_meaning(*contract, diagnostics);
    if (!contract) {
        print_report(options, "verify", diagnostics, nullptr, false);
        return status_of_failure(diagnostics);
    }
    passes::verify(*contract, {.strict = options.strict}, diagnostics);
    if (options.fix)
        fix(options, *contract, diagnostics);
    print_report(options, "verify", diagnostics, &*contract, false);
    return has_findings(diagnostics, options.strict) ? status_findings : status_clean;
}

} // namespace ffigen::cli
