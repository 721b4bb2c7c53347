#include "rt/futex.hpp"

#include "rt/clock.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace rt {

void futex_wait(const Atomic<std::uint32_t>& word, std::uint32_t expected,
                std::uint64_t ns) noexcept {
    const timespec timeout{static_cast<time_t>(ns / ns_per_second),
                           static_cast<long>(ns % ns_per_second)};
    syscall(SYS_futex, &word, FUTEX_WAIT, expected, &timeout, nullptr, 0);
}

bool futex_wait_any(std::span<const FutexWord> words, std::uint64_t ns) noexcept {
#if defined(SYS_futex_waitv)
    struct futex_waitv waits[most_futex_words] = {};
    const std::size_t count = std::min(words.size(), most_futex_words);
    for (std::size_t i = 0; i < count; ++i) {
        waits[i].val = words[i].expected;
        waits[i].uaddr = reinterpret_cast<std::uintptr_t>(words[i].word);
        waits[i].flags = FUTEX_32;
    }
    const std::uint64_t end = now_ns() + ns;
    const timespec until{static_cast<time_t>(end / ns_per_second),
                         static_cast<long>(end % ns_per_second)};
    return syscall(SYS_futex_waitv, waits, count, 0, &until, CLOCK_MONOTONIC) >= 0 ||
           errno == ETIMEDOUT || errno == EAGAIN || errno == EINTR;
#else
    return static_cast<void>(words), static_cast<void>(ns), false;
#endif
}

void futex_wake(const Atomic<std::uint32_t>& word) noexcept {
    syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

} // namespace rt
