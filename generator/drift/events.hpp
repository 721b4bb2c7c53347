// Events of one entity on several groups of targets → changes, each cause once.
#pragma once

#include "drift/scope.hpp"

#include <string>
#include <vector>

namespace ffigen::drift {

struct Event {
    std::string key; ///< what it is about: the same on all targets
    Change change;
};

/// Keeps one event a key: the gravest, with the targets that it is true on.
class EventMerge {
  public:
    void add(Event event);
    [[nodiscard]] std::vector<Event>& events() { return events_; }

  private:
    std::vector<Event> events_;
};

/// The change's own impact, or that of its rule.
Impact impact_of(const Change& change);

/// "", or " on i686-unknown-linux-gnu, wasm32-unknown-unknown", where not all common targets are
/// meant.
std::string on_targets(const Scope& scope, model::TargetSet targets);

} // namespace ffigen::drift
