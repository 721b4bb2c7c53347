// ELF and DWARF, through elfutils.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <string>

namespace ffigen::binary {

/// D02, D03, D04 and, where something cannot be looked at, D05.
void check_elf(const model::Contract& contract, const std::string& path, Diagnostics& diagnostics);

} // namespace ffigen::binary
