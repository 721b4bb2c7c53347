// RealtimeKit: the system service that grants real-time scheduling to unprivileged processes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <sys/types.h>

namespace rt {

/// Asks for SCHED_RR at up to `priority` for a thread of this process.
/// @return the priority granted; 0 when refused, with `why` filled
int rtkit_make_realtime(pid_t thread, int priority, char* why, std::size_t why_bytes) noexcept;

/// Asks for a raised priority within ordinary scheduling.
bool rtkit_make_nice(pid_t thread, int nice, char* why, std::size_t why_bytes) noexcept;

} // namespace rt
