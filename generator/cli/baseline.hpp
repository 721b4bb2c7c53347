// The sides of a comparison: a header, a lock, or a header as it was in git.
#pragma once

#include "cli/options.hpp"
#include "lock/lock.hpp"
#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <optional>
#include <string>

namespace ffigen::cli {

struct Side {
    model::Contract contract;
    std::optional<lock::Lock> lock; ///< when it came from one; its contract is in `contract`
    /// Where a header from git was put for reading, and what to call it instead.
    std::string place, shown;
};

/// `what` as the user gave it: FILE.json is a lock, REV:path a header in git, anything else a
/// header. nullopt with diagnostics when it cannot be read.
std::optional<Side> load_side(const Options& options, const std::string& what,
                              Diagnostics& diagnostics);

/// The lock that goes with the header.
std::string lock_file(const Options& options);

/// nullopt with W01, W02 or W03 when there is no usable lock.
std::optional<lock::Lock> load_lock(const Options& options, Diagnostics& diagnostics);

/// The options to read the header with: the lock's targets, unless some were asked for.
Options with_targets_of(const Options& options, const lock::Lock& lock);

} // namespace ffigen::cli
