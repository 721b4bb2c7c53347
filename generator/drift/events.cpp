#include "drift/events.hpp"

#include "rules/rules.hpp"

#include <algorithm>

namespace ffigen::drift {

void EventMerge::add(Event event) {
    const auto known = std::find_if(events_.begin(), events_.end(),
                                    [&](const Event& e) { return e.key == event.key; });
    if (known == events_.end()) {
        events_.push_back(std::move(event));
        return;
    }
    Change& kept = known->change;
    if (kept.rule == event.change.rule) {
        kept.targets = model::TargetSet(kept.targets.bits() | event.change.targets.bits());
        kept.structural |= event.change.structural;
        kept.impact = std::max(kept.impact, event.change.impact);
        return;
    }
    const Impact old_impact = impact_of(kept), new_impact = impact_of(event.change);
    if (new_impact > old_impact || (new_impact == old_impact && event.change.rule < kept.rule))
        kept = std::move(event.change);
}

Impact impact_of(const Change& change) {
    if (change.impact != Impact::none)
        return change.impact;
    const rules::Rule* rule = rules::find_rule(change.rule);
    return rule ? rule->impact : Impact::none;
}

std::string on_targets(const Scope& scope, model::TargetSet targets) {
    if (targets.empty() || targets == scope.common())
        return {};
    const auto names = [&](std::uint64_t bits) {
        std::vector<std::string> result;
        for (const std::size_t target : model::TargetSet(bits).indices())
            result.push_back(scope.after.targets[target].triple);
        std::sort(result.begin(), result.end());
        return result;
    };
    std::vector<std::string> in = names(targets.bits()),
                             out = names(scope.common().bits() & ~targets.bits());
    if (in.size() <= 4)
        return fmt::format(" on {}", fmt::join(in, ", "));
    if (out.size() <= 4)
        return fmt::format(" everywhere but on {}", fmt::join(out, ", "));
    const std::size_t more = in.size() - 3;
    in.resize(3);
    return fmt::format(" on {} and {} more targets", fmt::join(in, ", "), more);
}

} // namespace ffigen::drift
