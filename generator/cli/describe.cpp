#include "api/describe.hpp"
#include "calls/describe.hpp"

#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"

#include <cstdio>

namespace ffigen::cli {

int run_describe(const Options& options) {
    Diagnostics diagnostics;
    const auto loaded = load(options, diagnostics);
    print_report(options, "describe", diagnostics, loaded ? &loaded->contract : nullptr, true);
    if (!loaded)
        return status_unchecked;
    const std::string text =
        options.plan ? calls::describe(loaded->plan, loaded->api) : api::describe(loaded->api);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
