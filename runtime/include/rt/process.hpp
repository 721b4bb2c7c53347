// Who a process is to the system: a pid alone is reused, a pid with its start time is not, and
// either means something only within one pid namespace.
#pragma once

#include <cstdint>

namespace rt {

struct ProcessIdentity {
    std::int32_t pid = 0;
    /// In the system's own unit (Linux: clock ticks since boot); only ever compared for equality. 0
    /// when the system would not say.
    std::uint64_t start_time = 0;
    /// In which the pid counts; 0 when the system would not say.
    std::uint64_t pid_namespace = 0;

    friend bool operator==(const ProcessIdentity&, const ProcessIdentity&) = default;
};

/// Without evidence there is no verdict: whoever cannot be seen from here is unknown, not dead.
enum class Verdict { alive, dead, unknown };

/// The caller, asked anew each time.
ProcessIdentity current_process() noexcept;

/// Looks a process of this pid namespace up. pid 0 in the answer when there is none, or only its
/// zombie.
ProcessIdentity find_process(std::int32_t pid) noexcept;

/// Whether a process of this pid namespace is stopped, by a signal or a debugger; false as well
/// when that cannot be told.
bool is_stopped(std::int32_t pid) noexcept;

/// Asks the system. Zombies and recycled pids are dead; a pid of another namespace, or one that the
/// system does not let this process see, is unknown.
Verdict verdict_on(const ProcessIdentity& identity) noexcept;

} // namespace rt
