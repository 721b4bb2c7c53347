#include "realtime_common.hpp"

#include "rt/clock.hpp"
#include "rt/realtime.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>

namespace rt {
namespace {

std::atomic<bool> locked{false};

constexpr std::size_t page_bytes = 4096;

[[gnu::noinline]] void touch_page_and_below(std::size_t bytes) noexcept {
    volatile char page[page_bytes];
    page[0] = 1;
    if (bytes > page_bytes) {
        touch_page_and_below(bytes - page_bytes);
    }
    page[page_bytes - 1] = page[0]; // Keeps the frame: the call above is no tail call.
}

} // namespace

void add_reason(realtime_grant& grant, const char* what, const char* why) noexcept {
    const std::size_t used = std::strlen(grant.reason);
    std::snprintf(grant.reason + used, sizeof grant.reason - used, "%s%s: %s",
                  used == 0 ? "" : "; ", what, why);
}

void touch_stack(std::size_t bytes) noexcept {
    if (bytes > 0) {
        touch_page_and_below(std::min(bytes, most_stack_touched));
    }
}

void set_memory_locked() noexcept { locked.store(true, std::memory_order_relaxed); }

bool memory_is_locked() noexcept { return locked.load(std::memory_order_relaxed); }

std::uint64_t audio_period_ns(std::uint32_t sample_rate, std::uint32_t frames) noexcept {
    return sample_rate == 0
               ? 0
               : (std::uint64_t{frames} * ns_per_second + sample_rate / 2) / sample_rate;
}

const char* level_name(realtime_level level) noexcept {
    switch (level) {
    case realtime_level::none:
        return "ordinary";
    case realtime_level::nice:
        return "nice";
    case realtime_level::round_robin:
        return "SCHED_RR";
    case realtime_level::fifo:
        return "SCHED_FIFO";
    case realtime_level::deadline:
        return "SCHED_DEADLINE";
    case realtime_level::time_constraint:
        return "time constraint";
    case realtime_level::mmcss:
        return "MMCSS";
    }
    return "unknown";
}

} // namespace rt
