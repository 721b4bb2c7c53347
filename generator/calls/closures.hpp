// What C and closures give each other, decided once for each type of callback.
#pragma once

#include "api/api.hpp"

#include <vector>

namespace ffigen::calls {

/// Memory that a closure is shown, by parameter. C may name one place twice: two parameters that
/// are both changed would undo each other's changes, so that the closure is not run and the call
/// fails with its error; what is only looked at is a copy where it lies in what is changed. The
/// same place may be shown again by a call that the closure makes itself: the closure of that call
/// is not run where one of the two may change it.
struct Shown {
    std::vector<std::size_t> changed, looked_at;
    /// Texts, which are looked at as well: no longer than their end, which nobody counted.
    std::vector<std::size_t> texts;
    /// Places are to be told apart, within one call of the closure and from those shown around it.
    [[nodiscard]] bool must_be_apart() const { return !changed.empty(); }
    [[nodiscard]] bool must_be_copied() const {
        return !changed.empty() && !(looked_at.empty() && texts.empty());
    }
};

Shown shown_by(const api::Callback& callback);

} // namespace ffigen::calls
