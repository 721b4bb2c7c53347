// Targets as the preprocessor sees them.
#pragma once

#include "model/contract.hpp"

#include <string>

namespace ffigen::emit::cpp {

/// The condition on predefined macros that holds on this target and on no other common one; empty
/// when none is known.
std::string target_condition(const model::TargetInfo& target);

/// "0x0005": the bit of each target.
std::string target_mask(model::TargetSet targets, std::size_t count);

} // namespace ffigen::emit::cpp
