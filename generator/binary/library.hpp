// What a built library really has, against what the header says.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <string>

namespace ffigen::binary {

/// Fingerprint in its bytes, exported functions, and, from its debug information, the layout of
/// every record and enum (D01 to D06). The library is read, never loaded: it may be for another
/// machine.
Diagnostics check_library(const model::Contract& contract, const std::string& path);

} // namespace ffigen::binary
