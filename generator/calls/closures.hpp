// What C and closures give each other, decided once for each type of callback.
#pragma once

#include "api/api.hpp"

#include <vector>

namespace ffigen::calls {

/// Memory that a closure is shown, by parameter. C may name one place twice: two parameters that
/// are both changed would undo each other's changes, so that the closure is not run and the call
/// fails with its error; what is only looked at is a copy where it lies in what is changed.
struct Shown {
    std::vector<std::size_t> changed, looked_at;
    /// Parameters that must not share memory.
    [[nodiscard]] bool must_be_apart() const { return changed.size() > 1; }
    [[nodiscard]] bool must_be_copied() const { return !changed.empty() && !looked_at.empty(); }
};

Shown shown_by(const api::Callback& callback);

} // namespace ffigen::calls
