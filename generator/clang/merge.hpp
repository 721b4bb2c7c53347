// Models of single targets → one model of all of them.
#pragma once

#include "model/contract.hpp"

#include <vector>

namespace ffigen::clang {

/// Entities are matched by kind and name. Their order is that of the first target; what only later
/// targets have follows what precedes it there. Time and memory are linear in the input.
model::Contract merge(std::vector<model::Contract> targets);

} // namespace ffigen::clang
