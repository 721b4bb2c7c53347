#include "rt/clock.hpp"

#include <cerrno>
#include <ctime>

namespace rt {

std::uint64_t now_ns() noexcept {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * ns_per_second +
           static_cast<std::uint64_t>(now.tv_nsec);
}

void sleep_until(std::uint64_t time_ns) noexcept {
    const timespec until{static_cast<time_t>(time_ns / ns_per_second),
                         static_cast<long>(time_ns % ns_per_second)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
    }
}

} // namespace rt
