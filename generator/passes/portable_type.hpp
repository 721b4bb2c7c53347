// What to write instead of a type whose width or sign the target chooses.
#pragma once

#include "model/contract.hpp"

#include <optional>

namespace ffigen::passes {

/// `type` with its innermost element replaced by the fixed-width type that holds every value it has
/// on any target; nullopt where there is none.
std::optional<model::Type> portable_type(const model::Contract& contract, const model::Type& type,
                                         std::size_t target);

} // namespace ffigen::passes
