// Arguments → driver → exit status.
#pragma once

#include <span>

namespace ffigen::cli {

/// Exit statuses, ordered by how much is wrong; never a bit mask.
enum Status : int {
    status_clean = 0,
    status_findings = 1,
    status_usage = 2,
    status_unchecked = 3, ///< clang error, missing or unreadable lock, no declarations
    status_stale = 4,     ///< generated output does not match the header
    status_internal = 70,
};

/// Runs the program. Throws std::logic_error on a defect of its own.
int run(std::span<char*> arguments);

} // namespace ffigen::cli
