// Values of C's types in the safe layer: their Python types, and their way in and out.
#pragma once

#include "emit/python/context.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::python {

/// Annotation of a value: "int", "RingMode", "AudioBlock", "bytes".
std::string value_annotation(const Context& context, const model::Type& type);

/// Expression of a Python value from what ctypes gives, e.g. "RingMode(mode.value)".
std::string from_c(const Context& context, const model::Type& type, const std::string& expression);

/// Expression that a call or a member takes for a Python value.
std::string to_c(const Context& context, const model::Type& type, const std::string& expression);

/// Statements that refuse an integer that C would cut off; none for other types.
std::vector<std::string> range_check(const Context& context, const model::Type& type,
                                     const std::string& name, const std::string& called = {});

/// Default of a value in a constructor, e.g. "0", "False", "RingMode.OVERWRITE"; empty when it
/// needs one.
std::string zero_of(const Context& context, const model::Type& type);

/// The type behind typedefs and atomics, the same on all targets as far as the safe layer cares.
model::Type behind(const Context& context, const model::Type& type);

/// Record of the safe layer behind a type, or nullptr.
const api::Record* safe_record(const Context& context, const model::Type& type);

/// ctypes expression of a type as a module of the safe layer writes it, raw types as "raw.x".
std::string safe_ctype(const Context& context, const model::Type& type);

} // namespace ffigen::emit::python
