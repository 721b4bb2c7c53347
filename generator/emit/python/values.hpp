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

/// Statements after which the variable `name` holds what C takes without changing it; none for
/// records, which ctypes checks. `called` is what messages call it.
std::vector<std::string> checks(const Context& context, const model::Type& type,
                                const std::string& name, const std::string& called);

/// Expression of a value that C takes, made of one that nothing is known about.
std::string checked(const Context& context, const model::Type& type, const std::string& expression,
                    const std::string& called);

/// Class of `_numbers` for arrays of an element, e.g. "_numbers.Float32s"; empty when there is
/// none.
std::string numbers_class(const Context& context, const model::Type& element);
/// Python type of the elements of such an array: "int", "float" or "bool".
std::string number_type(const Context& context, const model::Type& element);

/// Name of the Python enum behind a type, error sets included; empty when there is none.
std::string enum_name(const Context& context, const model::Type& type);

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
