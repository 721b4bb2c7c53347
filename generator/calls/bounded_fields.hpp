// Numbers that C takes from a part of their type alone.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

/// Adds what is to be checked of a parameter before C reads it: FFI_RANGE on a number, or on each
/// of many; of a record, or of each of many, the fields with FFI_RANGE and those of FFI_CLOSED
/// enums, in records within it as well. Unions have none: what holds a bounded number in one has no
/// safe form.
void append_bounds(const model::Contract& contract, std::size_t param, const api::Param& given,
                   std::size_t target, std::vector<Number>& numbers);

} // namespace ffigen::calls
