// The contract's clock: monotonic, the same in every process of the machine.
#pragma once

#include <cstdint>

namespace rt {

inline constexpr std::uint64_t ns_per_second = 1'000'000'000;

/// Nanoseconds of the contract's clock.
std::uint64_t now_ns() noexcept;

/// Sleeps until a time of the contract's clock; returns at once when it has passed.
void sleep_until(std::uint64_t time_ns) noexcept;

/// When a wait of `timeout_ms` from now ends. Negative timeouts never end.
std::uint64_t deadline_after(std::int32_t timeout_ms) noexcept;

inline constexpr std::uint64_t no_deadline = UINT64_MAX;

} // namespace rt
