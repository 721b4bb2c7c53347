// Memory that changes although nothing of the program's changes it.
#pragma once

#include "model/contract.hpp"

namespace ffigen::api {

/// Whether what lies behind an address is volatile, or a record with a volatile member: hardware or
/// another process may change it at any time, also while a language takes it for its own.
bool is_volatile_behind(const model::Contract& contract, const model::Type& address,
                        std::size_t target);

} // namespace ffigen::api
