#include "drift/compare_layouts.hpp"
#include "drift/events.hpp"
#include "drift/type_change.hpp"

#include <fmt/format.h>

#include <optional>

namespace ffigen::drift {

void compare_typedef(Scope& scope, const model::Typedef& before, const model::Typedef& after) {
    EventMerge merge;
    std::optional<std::size_t> cause;
    const auto change = [&](std::string rule, std::string what, const std::string& from,
                            const std::string& to, model::TargetSet targets) {
        Change c;
        c.rule = std::move(rule);
        c.what = std::move(what);
        c.entity = after.name;
        c.where = after.where;
        c.subject = after.name;
        c.old_value = from;
        c.new_value = to;
        c.targets = targets;
        return c;
    };
    for (const auto& pairing : pair_up(scope, before.layouts, after.layouts)) {
        if (!pairing.before || !pairing.after) {
            const bool gone = pairing.before != nullptr;
            merge.add({"presence",
                       change(gone ? "T03" : "T04",
                              fmt::format("typedef {}: {}", gone ? "removed" : "added", after.name),
                              "", "", pairing.targets)});
            continue;
        }
        const model::TypedefLayout& a = *pairing.before;
        const model::TypedefLayout& b = *pairing.after;
        if (a == b)
            continue;
        const std::string from = model::to_c(a.underlying), to = model::to_c(b.underlying);
        if (a.size != b.size || a.align != b.align) {
            if (same_as_written(scope, a.underlying, b.underlying))
                if (const auto known = blamed(scope, a.underlying)) {
                    cause = known;
                    continue;
                }
            const bool size = a.size != b.size;
            const std::string old_text = size ? fmt::format("{}, {} bytes", from, a.size)
                                              : fmt::format("aligned to {}", a.align);
            const std::string new_text = size ? fmt::format("{}, {} bytes", to, b.size)
                                              : fmt::format("aligned to {}", b.align);
            Change c =
                change("T01",
                       fmt::format("typedef changed {}: {} was {}, now {}",
                                   size ? "size" : "alignment", after.name, old_text, new_text),
                       old_text, new_text, pairing.targets);
            c.structural = true;
            merge.add({"layout", std::move(c)});
        } else if (scope.before.callback(before.name) == nullptr ||
                   scope.after.callback(after.name) == nullptr) {
            const TypeDelta delta =
                compare_types(scope, a.underlying, b.underlying, pairing.targets);
            if (delta.what == TypeChange::none || delta.what == TypeChange::nullability)
                continue;
            Change c = change(
                "T02", fmt::format("typedef retargeted: {} was {}, now {}", after.name, from, to),
                from, to, delta.targets);
            // The same bytes read as something else hurt more than a compiler's complaint.
            if (delta.what == TypeChange::kind)
                c.impact = Impact::abi;
            if (delta.what == TypeChange::sign)
                c.impact = Impact::wire;
            merge.add({"layout", std::move(c)});
        }
    }
    for (Event& event : merge.events()) {
        const bool structural = event.change.structural;
        const std::size_t index = scope.add(std::move(event.change));
        if (structural)
            cause = index;
    }
    if (cause)
        scope.blame[before.name] = *cause;
}

} // namespace ffigen::drift
