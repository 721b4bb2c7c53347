// The group of users that this process shares its segments with. None, unless it says so: then
// nobody but its own user may open them.
#pragma once

#include "rt/error.hpp"

#include <cstdint>

namespace rt {

/// A process that shares with nobody.
inline constexpr std::uint32_t no_group = UINT32_MAX;

/// Shares with the members of a group, by its name or number, what this process creates from now
/// on, and opens what they share. Before anything else of the library: busy when the process takes
/// part already, alone or with others; not_found, or permission when it is no member.
ErrorCode use_group(const char* name);

/// Takes what RT_AUDIO_GROUP says, unless use_group() has chosen. For those who are about to open
/// the table of lives, under its lock.
ErrorCode settle_group();

/// Its number, or no_group.
std::uint32_t used_group() noexcept;

} // namespace rt
