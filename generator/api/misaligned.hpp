// Memory at addresses that are not what its type asks for.
#pragma once

#include "model/contract.hpp"

#include <set>
#include <string>

namespace ffigen::api {

/// Names of the records that are members of others, of arrays there too, where an address may not
/// be a multiple of their alignment: C11 6.3.2.3 leaves undefined what a pointer to that does.
std::set<std::string, std::less<>> misaligned_records(const model::Contract& contract);

/// Names of the typedefs that an aligned attribute gives another alignment than their type has, on
/// some target.
std::set<std::string, std::less<>> realigned_typedefs(const model::Contract& contract);

/// Why a function that points to such memory has no safe form, as a parameter or a result: other
/// languages have a type at its own alignment alone. Empty: it does not.
std::string points_to_realigned(const model::Contract& contract,
                                const std::set<std::string, std::less<>>& realigned,
                                const model::PerTarget<model::Type>& signatures);

} // namespace ffigen::api
