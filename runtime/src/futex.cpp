#include "rt/futex.hpp"

#include "rt/clock.hpp"

#include <algorithm>
#include <climits>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace rt {

#if defined(__linux__)

void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected,
                std::uint64_t ns) noexcept {
    const timespec timeout{static_cast<time_t>(ns / ns_per_second),
                           static_cast<long>(ns % ns_per_second)};
    syscall(SYS_futex, &word, FUTEX_WAIT, expected, &timeout, nullptr, 0);
}

void futex_wake(const Atomic<std::uint32_t>& word) noexcept {
    syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

#else

// Systems without a futex that works between processes sleep a little and look again.
void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected,
                std::uint64_t ns) noexcept {
    constexpr std::uint64_t nap_ns = 200'000;
    if (word.load(std::memory_order_seq_cst) == expected) {
        sleep_until(now_ns() + std::min(ns, nap_ns));
    }
}

void futex_wake(const Atomic<std::uint32_t>&) noexcept {}

#endif

} // namespace rt
