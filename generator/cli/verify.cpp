#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"

namespace ffigen::cli {

int run_verify(const Options& options) {
    Diagnostics diagnostics;
    const auto contract = load_contract(options, diagnostics);
    print_report(options, "verify", diagnostics, contract ? &*contract : nullptr, false);
    return contract ? status_clean : status_unchecked;
}

} // namespace ffigen::cli
