// The contract's clock: monotonic, the same in every process of the machine. One implementation a
// system: clock_linux.cpp, clock_macos.cpp, clock_windows.cpp.
#pragma once

#include <cstdint>

namespace rt {

inline constexpr std::uint64_t ns_per_second = 1'000'000'000;

/// Nanoseconds of the contract's clock.
std::uint64_t now_ns() noexcept;

/// Sleeps until a time of the contract's clock; returns at once when it has passed.
void sleep_until(std::uint64_t time_ns) noexcept;

inline constexpr std::uint64_t no_deadline = UINT64_MAX;

#if defined(RT_MODEL)
std::uint64_t deadline_after(std::int32_t timeout_ms) noexcept;
#else
/// When a wait of `timeout_ms` from now ends. Negative timeouts never end.
inline std::uint64_t deadline_after(std::int32_t timeout_ms) noexcept {
    return timeout_ms < 0 ? no_deadline
                          : now_ns() + static_cast<std::uint64_t>(timeout_ms) * 1'000'000;
}
#endif

} // namespace rt
