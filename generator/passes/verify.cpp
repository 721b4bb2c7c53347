#include "passes/verify.hpp"

#include "passes/check_layout.hpp"
#include "passes/find_false_sharing.hpp"
#include "passes/find_padding.hpp"
#include "passes/lint_portability.hpp"

#include <algorithm>
#include <tuple>

namespace ffigen::passes {

void verify(const model::Contract& contract, const VerifyOptions& options,
            Diagnostics& diagnostics) {
    const WireRecords wire = find_wire(contract);
    Diagnostics found;
    lint_portability(contract, wire, found);
    find_padding(contract, wire, options.strict, found);
    find_disagreements(contract, found);
    find_false_sharing(contract, wire, found);
    check_layout(contract, wire, options.strict, found);
    std::ranges::stable_sort(found.items(), {},
                             [](const Diagnostic& item) { return std::tie(item.where, item.id); });
    diagnostics.append(found);
}

} // namespace ffigen::passes
