// Two changes of one lock made into one: what git asks a merge driver for.
#pragma once

#include "lock/lock.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ffigen::lock {

/// What both sides changed, each otherwise: "functions/engine_open".
struct MergeConflict {
    std::vector<std::string> entities;
};

/// The text of the lock that has the changes of both since `base`, an entity at a time. Its
/// fingerprint is that of the merged contract. All three are texts that read_lock takes.
std::variant<std::string, MergeConflict> merge_locks(std::string_view base, std::string_view ours,
                                                     std::string_view theirs);

/// Whether git left its marks of a conflict in a text.
bool has_conflict_marks(std::string_view text);

} // namespace ffigen::lock
