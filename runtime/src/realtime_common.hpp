// What the implementations of realtime.hpp share.
#pragma once

#include "rt/types.hpp"

#include <cstddef>

namespace rt {

/// Most of the stack that is touched ahead, whatever is asked: threads have as little as 2 MiB.
inline constexpr std::size_t most_stack_touched = 512ULL * 1024;

/// Adds "what: why" to the grant's reason, after "; " when there is one already.
void add_reason(realtime_grant& grant, const char* what, const char* why) noexcept;

/// Writes to each page of the stack below the caller, so that later use faults none in.
void touch_stack(std::size_t bytes) noexcept;

void set_memory_locked() noexcept;

} // namespace rt
