// Work beside other work, where the system gives a thread for it; where limits on processes or
// memory do not, it is done when its result is asked for.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <utility>
#include <vector>

namespace ffigen {

template <class... F>
[[nodiscard]] auto in_background(F&&... work) {
    return std::async(std::launch::async | std::launch::deferred, std::forward<F>(work)...);
}

/// Calls `work` with 0, 1, … count - 1, each once, on at most `threads` threads of which this is
/// one. Throws what the first one threw that did, when all threads have ended.
template <class Work>
void side_by_side(std::size_t count, std::size_t threads, const Work& work) {
    std::atomic<std::size_t> next = 0;
    const auto take = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < std::min(count, threads); ++i)
        others.push_back(in_background(take));
    take();
    for (std::future<void>& other : others)
        other.get();
}

} // namespace ffigen
