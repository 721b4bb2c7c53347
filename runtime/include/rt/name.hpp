// Names of segments and services.
#pragma once

#include "rt/error.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstdint>

namespace rt {

/// Accepts 1 to name_max - 1 bytes of [A-Za-z0-9_.-], not starting with a dot. `what` is for the
/// error text.
ErrorCode check_name(const char* name, const char* what) noexcept;

/// A name as words, padded with zeros: compared and hashed eight bytes at a time.
using NameWords = std::array<std::uint64_t, name_max / sizeof(std::uint64_t)>;

NameWords pack_name(const char* name) noexcept;

/// The same in every process and build, for it is stored in shared memory.
std::uint64_t hash_name(const NameWords& name) noexcept;

} // namespace rt
