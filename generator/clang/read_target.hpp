// One target's model of a header.
#pragma once

#include "clang/header.hpp"
#include "clang/inclusions.hpp"
#include "clang/reader.hpp"

namespace ffigen::clang {

/// What came of one target.
struct TargetResult {
    model::Contract contract;
    Inclusions inclusions;
    Diagnostics diagnostics;
    bool failed = false;
};

/// Parses the header for one target, evaluates its macros and reads its declarations. Safe to call
/// from several threads.
TargetResult read_target(const ReadOptions& options, const Header& header,
                         const std::string& target);

/// O02 with the target that may have been meant. `why` is what clang says of it; may be empty.
Diagnostic unknown_target(const std::string& target, const std::string& why);

} // namespace ffigen::clang
