#include "cli/baseline.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"
#include "lock/merge.hpp"
#include "rules/rules.hpp"
#include "support/file_set.hpp"
#include "support/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace ffigen::cli {

int run_merge_locks(const Options& options) {
    Diagnostics diagnostics;
    std::array<std::string, 3> texts;
    const std::array<std::string, 3> paths{options.merge_base, options.header,
                                           options.merge_theirs};
    for (std::size_t i = 0; i < paths.size(); ++i) {
        Options side = options;
        side.lock_file = paths[i];
        if (load_lock(side, diagnostics))
            texts[i] = read_text_file(paths[i]).value_or("");
    }
    if (diagnostics.has_errors()) {
        print_report(options, "merge-locks", diagnostics, nullptr, true);
        return status_unchecked;
    }
    const auto merged = lock::merge_locks(texts[0], texts[1], texts[2]);
    if (const auto* conflict = std::get_if<lock::MergeConflict>(&merged)) {
        fmt::print(stderr,
                   "ffigen: both sides changed {}\n   fix: merge the header, then write the "
                   "lock anew with `ffigen lock`\n",
                   fmt::join(conflict->entities, ", "));
        return status_findings;
    }
    if (!write_single_file(options.header, std::get<std::string>(merged), diagnostics)) {
        print_report(options, "merge-locks", diagnostics, nullptr, true);
        return status_unchecked;
    }
    return status_clean;
}

} // namespace ffigen::cli
