#include "drift/events.hpp"

#include "report/rules.hpp"

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
    const report::Rule* rule = report::find_rule(change.rule);
    return rule ? rule->impact : Impact::none;
}

std::string on_targets(const Scope& scope, model::TargetSet targets) {
    if (targets.empty() || targets == scope.common())
        return {};
    std::vector<std::string> names;
    for (const std::size_t target : targets.indices())
        names.push_back(scope.after.targets[target].triple);
    std::sort(names.begin(), names.end());
    if (names.size() > 4) {
        const std::size_t more = names.size() - 3;
        names.resize(3);
        return fmt::format(" on {} and {} more targets", fmt::join(names, ", "), more);
    }
    return fmt::format(" on {}", fmt::join(names, ", "));
}

} // namespace ffigen::drift
