// FFI_HANDLE on a number: an object of the safe layers, as those behind addresses are.
#pragma once

#include "model/contract.hpp"

namespace ffigen::passes {

/// Gives every integer type that FFI_HANDLE names a record that is only known by address, and every
/// function that takes or gives such numbers a shim that takes or gives addresses in their place,
/// which stand for the numbers and for no memory. FFI_HANDLE speaks of the record then, and what
/// names such functions names their shims. The functions themselves stay, for the raw layers alone.
/// Does nothing where FFI_HANDLE names no number. What is wrong with one is said by api::lower,
/// which finds no record of that name.
void wrap_ids(model::Contract& contract);

/// Whether wrap_ids would do something.
[[nodiscard]] bool has_ids(const model::Contract& contract);

} // namespace ffigen::passes
