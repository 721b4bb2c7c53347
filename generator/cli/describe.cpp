#include "api/describe.hpp"
#include "calls/describe.hpp"
#include "codec/plan.hpp"

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
        return status_of_failure(diagnostics);
    std::string text = api::describe(loaded->api);
    if (options.plan) {
        Diagnostics of_encoding; // what cannot be encoded is said when it is asked for
        text = calls::describe(loaded->plan, loaded->api) +
               codec::describe(codec::make_plan(loaded->contract, loaded->api, of_encoding));
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
