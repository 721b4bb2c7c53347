#include "rt/clock.hpp"

#include <ctime>
#include <mach/mach_time.h>

namespace rt {
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

} // namespace rt
