#include "rt/clock.hpp"

#include <cerrno>
#include <ctime>

#if defined(__APPLE__)
#include <mach/mach_time.h>
#endif

namespace rt {

#if defined(__APPLE__)

namespace {
mach_timebase_info_data_t timebase() noexcept {
    static const mach_timebase_info_data_t info = [] {
        mach_timebase_info_data_t found;
        mach_timebase_info(&found);
        return found;
    }();
    return info;
}
} // namespace

std::uint64_t now_ns() noexcept {
    const auto base = timebase();
    return mach_continuous_time() * base.numer / base.denom;
}

void sleep_until(std::uint64_t time_ns) noexcept {
    for (std::uint64_t now = now_ns(); now < time_ns; now = now_ns()) {
        const std::uint64_t left = time_ns - now;
        const timespec pause{static_cast<time_t>(left / ns_per_second),
                             static_cast<long>(left % ns_per_second)};
        nanosleep(&pause, nullptr);
    }
}

#else

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

#endif

std::uint64_t deadline_after(std::int32_t timeout_ms) noexcept {
    return timeout_ms < 0 ? no_deadline
                          : now_ns() + static_cast<std::uint64_t>(timeout_ms) * 1'000'000;
}

} // namespace rt
