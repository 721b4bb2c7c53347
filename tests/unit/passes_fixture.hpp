// Runs the passes over a header given as text, for their tests.
#pragma once

#include "api_fixture.hpp"
#include "passes/verify.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace ffigen::test {

inline model::Contract read_on(const std::vector<std::string>& targets, const std::string& text,
                               const std::string& name = "lib.h") {
    const TemporaryDirectory directory;
    clang::ReadOptions options;
    options.header = directory.write(name, text).string();
    options.targets = targets;
    Diagnostics diagnostics;
    auto contract = clang::read_contract(options, diagnostics);
    if (!contract)
        throw std::logic_error(diagnostics.empty() ? "unreadable"
                                                   : diagnostics.items().front().message);
    return std::move(*contract);
}

/// The header on the default targets, with the usual includes in front.
inline model::Contract read_wire(const std::string& text) {
    return read_on({}, "#include <ffigen/annotations.h>\n#include <stdbool.h>\n#include "
                       "<stddef.h>\n#include <stdint.h>\n" +
                           text);
}

/// "P01 s.b: message", one a line, in the order reported.
inline std::string list(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& each : diagnostics.items()) {
        const char* level = each.severity == Severity::error     ? "error"
                            : each.severity == Severity::warning ? "warning"
                                                                 : "note";
        text += fmt::format("{} {} {}: {}\n", level, each.id, each.entity, each.message);
    }
    return text;
}

inline Diagnostics verified(const std::string& text, bool strict = false) {
    Diagnostics diagnostics;
    passes::verify(read_wire(text), {.strict = strict}, diagnostics);
    return diagnostics;
}

} // namespace ffigen::test
