#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace ffigen::cli {

int run_explain(const Options& options) {
    if (options.all_rules) {
        const std::string text = rules::rules_markdown();
        std::fwrite(text.data(), 1, text.size(), stdout);
        return status_clean;
    }
    if (options.rules.empty()) {
        for (const rules::Family& family : rules::families()) {
            fmt::print("{}\n", family.title);
            for (const rules::Rule& rule : family.rules)
                fmt::print("  {}  {}\n", rule.id, rule.title);
        }
        return status_clean;
    }
    int status = status_clean;
    bool first = true;
    for (const std::string& id : options.rules) {
        if (const rules::Rule* rule = rules::find_rule(id)) {
            fmt::print("{}{}", first ? "" : "\n", rules::explain(*rule));
        } else {
            const std::vector<std::string> near = rules::similar_rules(id);
            fmt::print(stderr, "ffigen: error: no rule '{}'; {}\n", id,
                       near.empty() ? "`ffigen explain` lists them"
                                    : fmt::format("near it: {}", fmt::join(near, ", ")));
            status = status_usage;
        }
        first = false;
    }
    return status;
}

} // namespace ffigen::cli
