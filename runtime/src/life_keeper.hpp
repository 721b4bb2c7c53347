// The thread whose end the kernel notes in a life's cell.
#pragma once

#include "rt/life.hpp"

namespace rt {

/// Takes a free cell of `lives` for this process and keeps it until the process ends. `lock_fd` is
/// a descriptor of the table's file that no other process shares. The token in the answer, or why
/// not.
Result<LifeToken> start_keeper(LivesShared& lives, int lock_fd);

/// What the kernel leaves in a cell's word after its process.
bool is_marked(std::uint32_t word) noexcept;

} // namespace rt
