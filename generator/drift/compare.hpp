// Two contracts → what changed, on every target that both promise.
#pragma once

#include "drift/change.hpp"
#include "lock/lock.hpp"
#include "model/contract.hpp"

#include <vector>

namespace ffigen::drift {

/// Every change, each with one cause, in the order of the new header; what has no place in it comes
/// last. `retired` are numbers that enums gave out earlier, from the lock.
std::vector<Change> compare(const model::Contract& before, const model::Contract& after,
                            const std::vector<lock::Retired>& retired = {});

/// Name of the constant that FFI_MODULE(version = …) names; empty when there is none.
std::string version_constant(const model::Contract& contract);

/// Its value; empty when there is none.
std::string version_value(const model::Contract& contract);

} // namespace ffigen::drift
