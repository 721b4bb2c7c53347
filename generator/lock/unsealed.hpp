// A lock's document, before its checksum is looked at or made.
#pragma once

#include "lock/lock.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::lock {

/// The lock that a document of this format holds.
std::variant<Lock, LockError> read_unsealed(const nlohmann::ordered_json& file);

} // namespace ffigen::lock
