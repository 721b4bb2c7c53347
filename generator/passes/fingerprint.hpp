// The contract's fingerprint: equal exactly where a library and its users agree on layout and
// calls.
#pragma once

#include "model/contract.hpp"

#include <string>

namespace ffigen::passes {

/// Everything that matters to layout and calls as text, the same for every order of declarations:
/// targets; records with the place and type of each field; enums, constants and their values;
/// typedefs; variables; functions and callbacks with symbol, convention and parameters; what
/// annotations say about who owns, writes and frees what a call passes.
///
/// Names of fields and parameters count, since two of one type that trade places are told apart by
/// nothing else. Comments, places, units, macros that are no constants and the header's own name do
/// not count.
std::string canonical_text(const model::Contract& contract);

/// SHA-256 of the canonical text, 64 hexadecimal digits.
std::string fingerprint(const model::Contract& contract);

/// SHA-256 of any bytes, 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

} // namespace ffigen::passes
