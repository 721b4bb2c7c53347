// The thread whose end the kernel notes in a life's cell.
#pragma once

#include "rt/life.hpp"

namespace rt {

/// Takes a free cell of `lives` for this process and keeps it until the process ends. `lock_fd` is
/// a descriptor of the table's file that no other process shares. The keeper gets `priority` if
/// that is granted. The token in the answer, or why not.
Result<LifeToken> start_keeper(LivesShared& lives, int lock_fd, int priority);

/// Real-time priority of the keeper in processes that have not asked for any.
inline constexpr int lowest_keeper_priority = 1;

/// Gives the keeper whose cell holds `word` a real-time priority, if that is granted.
void hasten_keeper(std::uint32_t word, int priority) noexcept;

/// A descriptor that hangs up when the keeper whose cell holds `word` ends, before the memory of
/// its process is taken down; -1 where the system does not show it. For processes of this pid
/// namespace.
int open_keepers_line(std::int32_t pid, std::uint32_t word) noexcept;

/// What the kernel leaves in a cell's word after its process.
bool is_marked(std::uint32_t word) noexcept;
/// Whether somebody sleeps until it is marked; the word that asks the kernel to wake him.
bool is_awaited(std::uint32_t word) noexcept;
std::uint32_t awaited(std::uint32_t word) noexcept;

} // namespace rt
