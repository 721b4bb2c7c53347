// Records within packed ones, at addresses that C does not allow for them alone.
#pragma once

#include "model/contract.hpp"

#include <set>
#include <string>

namespace ffigen::api {

/// Names of the records that are members of others, of arrays there too, where an address may not
/// be a multiple of their alignment: C11 6.3.2.3 leaves undefined what a pointer to that does.
std::set<std::string, std::less<>> misaligned_records(const model::Contract& contract);

} // namespace ffigen::api
