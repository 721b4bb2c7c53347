#include "api/describe.hpp"
#include "calls/describe.hpp"
#include "codec/plan.hpp"

#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace ffigen::cli {
namespace {

/// With the names that the header has: what calls go through is no concern of who reads this.
std::string without_shims(std::string text) {
    const std::string_view prefix = model::shim_prefix;
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;)
        text.erase(at, prefix.size());
    return text;
}

} // namespace

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
    text = without_shims(std::move(text));
    std::fwrite(text.data(), 1, text.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
