// Numbers within records that C takes from a part of their type alone.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

/// Adds what is to be checked of a record, or of each of many, before C reads it: fields with
/// FFI_RANGE, and those of FFI_CLOSED enums, in records within it as well. What is no record has
/// none. Unions have none either: what holds a bounded number in one has no safe form.
void append_bounded_fields(const model::Contract& contract, std::size_t param,
                           const api::Param& given, std::size_t target,
                           std::vector<Number>& numbers);

} // namespace ffigen::calls
