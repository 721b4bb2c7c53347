#include "rt/clock.hpp"

#include <windows.h>

namespace rt {
namespace {

std::uint64_t ticks_per_second() noexcept {
    static const std::uint64_t frequency = [] {
        LARGE_INTEGER found;
        QueryPerformanceFrequency(&found);
        return static_cast<std::uint64_t>(found.QuadPart);
    }();
    return frequency;
}

/// Wakes within a millisecond, where Windows has such timers (from version 1803 on); else like any.
HANDLE make_timer() noexcept {
    constexpr DWORD high_resolution = 0x2; // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION
    const HANDLE fine = CreateWaitableTimerExW(nullptr, nullptr, high_resolution, TIMER_ALL_ACCESS);
    return fine != nullptr ? fine : CreateWaitableTimerExW(nullptr, nullptr, 0, TIMER_ALL_ACCESS);
}

} // namespace

std::uint64_t now_ns() noexcept {
    LARGE_INTEGER ticks;
    QueryPerformanceCounter(&ticks);
    const auto count = static_cast<std::uint64_t>(ticks.QuadPart);
    const std::uint64_t frequency = ticks_per_second();
    // Apart, so that nothing overflows.
    return count / frequency * ns_per_second + count % frequency * ns_per_second / frequency;
}

void sleep_until(std::uint64_t time_ns) noexcept {
    constexpr std::uint64_t unit_ns = 100; // Of a timer's time, which is relative when negative.
    std::uint64_t now = now_ns();
    if (now >= time_ns) {
        return;
    }
    const HANDLE timer = make_timer();
    for (; now < time_ns; now = now_ns()) {
        LARGE_INTEGER due;
        due.QuadPart = -static_cast<LONGLONG>((time_ns - now + unit_ns - 1) / unit_ns);
        if (timer == nullptr || SetWaitableTimer(timer, &due, 0, nullptr, nullptr, FALSE) == 0 ||
            WaitForSingleObject(timer, INFINITE) != WAIT_OBJECT_0) {
            Sleep(1);
        }
    }
    if (timer != nullptr) {
        CloseHandle(timer);
    }
}

} // namespace rt
