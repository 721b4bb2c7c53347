#include "drift/compare_layouts.hpp"
#include "drift/events.hpp"
#include "drift/type_change.hpp"

#include <fmt/format.h>

#include <optional>

namespace ffigen::drift {

namespace {

Change change(const model::Typedef& after, std::string rule, std::string what,
              model::TargetSet targets) {
    Change c;
    c.rule = std::move(rule);
    c.what = std::move(what);
    c.entity = after.name;
    c.where = after.where;
    c.subject = after.name;
    c.targets = targets;
    return c;
}

/// Of another size or alignment.
Change layout_change(const model::Typedef& after, const model::TypedefLayout& a,
                     const model::TypedefLayout& b, model::TargetSet targets) {
    const bool size = a.size != b.size;
    const auto text = [&](const model::TypedefLayout& layout) {
        return size ? fmt::format("{}, {} bytes", model::to_c(layout.underlying), layout.size)
                    : fmt::format("aligned to {}", layout.align);
    };
    Change c = change(after, "T01",
                      fmt::format("typedef changed {}: {} was {}, now {}",
                                  size ? "size" : "alignment", after.name, text(a), text(b)),
                      targets);
    c.old_value = text(a);
    c.new_value = text(b);
    c.structural = true;
    return c;
}

/// As large as before, and another type.
std::optional<Change> retargeting(const Scope& scope, const model::Typedef& after,
                                  const model::TypedefLayout& a, const model::TypedefLayout& b,
                                  model::TargetSet targets) {
    const TypeDelta delta = compare_types(scope, a.underlying, b.underlying, targets);
    if (delta.what == TypeChange::none || delta.what == TypeChange::nullability)
        return std::nullopt;
    const std::string from = model::to_c(a.underlying), to = model::to_c(b.underlying);
    Change c = change(after, "T02",
                      fmt::format("typedef retargeted: {} was {}, now {}", after.name, from, to),
                      delta.targets);
    c.old_value = from;
    c.new_value = to;
    // The same bytes read as something else hurt more than a compiler's complaint.
    if (delta.what == TypeChange::kind)
        c.impact = Impact::abi;
    if (delta.what == TypeChange::sign)
        c.impact = Impact::wire;
    return c;
}

} // namespace

void compare_typedef(Scope& scope, const model::Typedef& before, const model::Typedef& after) {
    EventMerge merge;
    std::optional<std::size_t> cause;
    for (const auto& pairing : pair_up(scope, before.layouts, after.layouts)) {
        if (!pairing.before || !pairing.after) {
            const bool gone = pairing.before != nullptr;
            merge.add({"presence",
                       change(after, gone ? "T03" : "T04",
                              fmt::format("typedef {}: {}", gone ? "removed" : "added", after.name),
                              pairing.targets)});
            continue;
        }
        const model::TypedefLayout& a = *pairing.before;
        const model::TypedefLayout& b = *pairing.after;
        if (a == b)
            continue;
        if (a.size != b.size || a.align != b.align) {
            const auto known = same_as_written(scope, a.underlying, b.underlying)
                                   ? blamed(scope, a.underlying)
                                   : std::nullopt;
            if (known)
                cause = known;
            else
                merge.add({"layout", layout_change(after, a, b, pairing.targets)});
        } else if (scope.before.callback(before.name) == nullptr ||
                   scope.after.callback(after.name) == nullptr) {
            if (auto change = retargeting(scope, after, a, b, pairing.targets))
                merge.add({"layout", std::move(*change)});
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
