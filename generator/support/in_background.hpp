// Work beside other work, where the system gives a thread for it; where limits on processes or
// memory do not, it is done when its result is asked for.
#pragma once

#include <future>
#include <utility>

namespace ffigen {

template <class... F>
[[nodiscard]] auto in_background(F&&... work) {
    return std::async(std::launch::async | std::launch::deferred, std::forward<F>(work)...);
}

} // namespace ffigen
