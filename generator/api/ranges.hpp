// Numbers as FFI_RANGE has them.
#pragma once

#include "model/contract.hpp"

#include <optional>
#include <string>

namespace ffigen::api {

/// Whether not every value of its type is allowed for a number, or for one in a record.
bool is_bounded(const model::Contract& contract, const model::Type& type, std::size_t target);

/// A truth value in a record, outside of unions; empty: there is none. A byte of it that others
/// have written may be neither.
std::string truth_value(const model::Contract& contract, const model::Type& type,
                        std::size_t target);
/// A number as an annotation has it, with C's suffixes; nullopt when it is none.
std::optional<double> read_number(const std::string& text);
/// C's number as other languages write it: "10u" → "10".
std::string without_suffix(std::string number);

} // namespace ffigen::api
