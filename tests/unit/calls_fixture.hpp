// Plans of headers with a tree and its leaves.
#pragma once

#include "api_fixture.hpp"

#include "calls/describe.hpp"

#include <sstream>
#include <string>
#include <string_view>

namespace ffigen::calls {

/// The plan of a header, as `ffigen describe --plan` prints it.
struct Planned : test::Lowered {
    explicit Planned(const std::string& text) : Lowered(test::lower(text)) {
        plan = make_plan(contract, api);
    }
    Plan plan;
    [[nodiscard]] const Call& of(std::string_view name) const { return plan.of(function(name)); }
    /// The lines of one call, without its head.
    [[nodiscard]] std::string lines(const std::string& name) const {
        std::istringstream text(describe(plan, api));
        std::string found;
        bool inside = false;
        for (std::string line; std::getline(text, line);) {
            if (line.starts_with("  ") && inside)
                found += line.substr(2) + "\n";
            else if (!line.starts_with("  "))
                inside = (" " + line + " ").find(" " + name + " ") != std::string::npos;
        }
        return found;
    }
};

inline const std::string family = "FFI_HANDLE(tree, close = tree_close, threads = send)\n"
                                  "typedef struct tree tree; void tree_close(tree *t);\n"
                                  "FFI_HANDLE(leaf, close = leaf_close, threads = send)\n"
                                  "typedef struct leaf leaf; void leaf_close(leaf *l);\n";

} // namespace ffigen::calls
