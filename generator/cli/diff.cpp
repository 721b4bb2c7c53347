#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"

namespace ffigen::cli {

int run_diff(const Options& options) {
    Diagnostics diagnostics;
    const auto contract = load_contract(options, diagnostics);
    print_report(options, "diff", diagnostics, contract ? &*contract : nullptr, false);
    return contract ? status_clean : status_unchecked;
}

} // namespace ffigen::cli
