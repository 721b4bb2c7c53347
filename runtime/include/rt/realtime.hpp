// Real-time scheduling and memory. One implementation per system behind this interface:
// realtime_linux.cpp, realtime_macos.cpp, realtime_windows.cpp.
#pragma once

#include "rt/error.hpp"
#include "rt/types.hpp"

#include <cstddef>
#include <cstdint>

namespace rt {

/// Asks for real-time scheduling of the calling thread, at most at level `want`. Levels that
/// another system has mean the best one of this. Getting less is no error: the grant says what and
/// why.
realtime_grant request_realtime(std::uint64_t period_ns, realtime_level want) noexcept;

/// Gives the calling thread back to ordinary scheduling.
ErrorCode reset_realtime() noexcept;

/// Locks all present and future memory of the process and touches `stack_bytes` of the stack.
ErrorCode lock_memory(std::size_t stack_bytes) noexcept;

/// Whether lock_memory succeeded in this process.
bool memory_is_locked() noexcept;

/// What people call it; never null.
const char* level_name(realtime_level level) noexcept;

/// Nanoseconds from one block to the next, rounded to the nearest; 0 when either argument is 0.
std::uint64_t audio_period_ns(std::uint32_t sample_rate, std::uint32_t frames) noexcept;

} // namespace rt
