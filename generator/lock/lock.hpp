// The lock: the contract as it was promised, beside the header and in the tree, for people to
// review and for `check` to compare with.
#pragma once

#include "model/contract.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ffigen::lock {

/// A break that a person has agreed to. It stays pending until `ffigen lock` takes the header as
/// the new baseline, and is history from then on.
struct Acceptance {
    std::string fingerprint; ///< of the finding
    std::string rule;
    std::string entity;
    std::string reason;
    std::string version; ///< the contract's version constant when it was accepted; may be empty
    bool operator==(const Acceptance&) const = default;
};

/// A number that an enum once gave to a name it no longer has.
struct Retired {
    std::string enumeration, name, value;
    auto operator<=>(const Retired&) const = default;
};

struct Lock {
    /// What compare() looks at. No comments, places, sources; entities and targets sorted by name.
    model::Contract contract;
    std::string tool;                 ///< version of the ffigen that wrote it
    std::vector<Acceptance> accepted; ///< pending, sorted by fingerprint
    std::vector<Acceptance> history;  ///< of earlier baselines, oldest first
    std::vector<Retired> retired;     ///< sorted
};

/// Raised when a reader of an earlier version would misunderstand the file.
inline constexpr int lock_format = 1;

/// The file's text: JSON, one entity (and one member of an entity) a line, sorted, the same for
/// every directory, order of declarations, host and libclang.
std::string write_lock(const Lock& lock);

/// Why a lock could not be read.
struct LockError {
    enum class Kind { damaged, newer } kind = Kind::damaged;
    std::string message; ///< what, and on which line
};
std::variant<Lock, LockError> read_lock(std::string_view text);

/// "dir/engine.h" → "dir/engine.ffilock.json"
std::string lock_path(std::string_view header);

/// What a basic type takes where a lock does not say: LP64, each type aligned to its size. nullopt
/// for the types that a lock never tells of, because compilers come to know them over time
/// (_Float16, …); compare() takes those from the other side.
std::optional<model::SizeAlign> usual_layout(model::TypeKind kind);

} // namespace ffigen::lock
