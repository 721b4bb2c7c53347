#include "cli/baseline.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/drift_report.hpp"
#include "cli/driver.hpp"
#include "drift/compare.hpp"
#include "drift/findings.hpp"

namespace ffigen::cli {

int run_diff(const Options& options) {
    Diagnostics diagnostics;
    const auto with_includes = [](Options side, const std::vector<std::string>& directories) {
        // Before those of both sides: each must find its own headers first.
        std::vector<std::string>& words = side.read.clang_args;
        for (auto directory = directories.rbegin(); directory != directories.rend(); ++directory)
            words.insert(words.begin(), "-I" + *directory);
        return side;
    };
    const auto before =
        load_side(with_includes(options, options.old_includes), options.old_side, diagnostics);
    const Options newer = with_includes(options, options.new_includes);
    // A lock says which targets were promised; both sides are then read for those.
    const auto after =
        load_side(before && before->lock
                      ? with_targets_of(newer, lock::Lock{before->contract, {}, {}, {}, {}})
                      : newer,
                  options.header, diagnostics);
    report::Report report;
    report.command = "diff";
    report.subject = options.header;
    report.diagnostics = diagnostics.items();
    if (!before || !after) {
        print_report(options, report, false);
        return status_unchecked;
    }
    std::vector<drift::Change> changes =
        drift::compare(before->contract, after->contract,
                       before->lock ? before->lock->retired : std::vector<lock::Retired>{});
    for (drift::Change& change : changes)
        for (const Side* side : {&*before, &*after})
            if (!side->place.empty() && change.where.file == side->place)
                change.where.file = side->shown;
    add_findings(report, drift::findings(before->contract, after->contract, changes,
                                         finding_options(options)));
    report.checked = checked(after->contract);
    for (const Side* side : {&*before, &*after})
        if (!side->shown.empty())
            if (const auto text = side->contract.sources.find(side->contract.include_as);
                text != side->contract.sources.end())
                report.sources[side->shown] = text->second;
    print_drift(options, report);
    return status_of(report);
}

} // namespace ffigen::cli
