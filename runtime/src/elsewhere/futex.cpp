// Nothing is shared, so nobody is waited for: sleeps a little and looks again.
#include "rt/futex.hpp"

#include "rt/clock.hpp"

#include <algorithm>

namespace rt {

void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected,
                std::uint64_t ns) noexcept {
    constexpr std::uint64_t nap_ns = 200'000;
    if (word.load(std::memory_order_seq_cst) == expected) {
        sleep_until(now_ns() + std::min(ns, nap_ns));
    }
}

bool futex_wait_any(std::span<const FutexWord>, std::uint64_t) noexcept { return false; }

void futex_wake(const Atomic<std::uint32_t>&) noexcept {}

} // namespace rt
