// Who a process is: a pid alone is reused, a pid with its start time is not.
#pragma once

#include <cstdint>

namespace rt {

struct ProcessIdentity {
    std::int32_t pid = 0;
    /// In the system's own unit (Linux: clock ticks since boot); only ever compared for equality.
    std::uint64_t start_time = 0;

    friend bool operator==(const ProcessIdentity&, const ProcessIdentity&) = default;
};

/// An identity in one word, so that ownership can change hands in one compare-and-swap. Zero is
/// nobody.
using ProcessToken = std::uint64_t;

/// Linux bounds pids by 2^22 (PID_MAX_LIMIT), which leaves 42 bits for the start time: 1,394 years
/// of 100 Hz ticks.
inline constexpr unsigned token_start_bits = 42;

constexpr ProcessToken make_token(ProcessIdentity identity) noexcept {
    return (static_cast<std::uint64_t>(identity.pid) << token_start_bits) |
           (identity.start_time & ((std::uint64_t{1} << token_start_bits) - 1));
}
constexpr std::int32_t token_pid(ProcessToken token) noexcept {
    return static_cast<std::int32_t>(token >> token_start_bits);
}

/// The caller. Cached; right in a forked child as well.
ProcessIdentity current_process() noexcept;
ProcessToken current_token() noexcept;

/// Looks a process up. pid 0 in the answer when there is none, or only its zombie.
ProcessIdentity find_process(std::int32_t pid) noexcept;

/// Whether exactly this process still runs. Zombies and recycled pids do not count. When the system
/// will not say (no file descriptors left), the answer is yes: taking over from the living is worse
/// than waiting for the dead.
bool is_alive(ProcessIdentity identity) noexcept;
bool is_alive(ProcessToken token) noexcept;

} // namespace rt
