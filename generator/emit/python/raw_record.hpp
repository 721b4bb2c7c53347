// One record in raw.py.
#pragma once

#include "emit/python/context.hpp"

#include <set>
#include <string>

namespace ffigen::emit::python {

/// Whether a member is called as something that the class's own statements use, e.g. `ctypes`: its
/// fields must then be told outside of the class, where a type checker does not take the one for
/// the other.
bool hides_own_names(const Context& context, const model::Record& record);

/// The class statement, with `_fields_` inside or left to record_fields().
std::string record_class(const Context& context, const model::Record& record, bool with_fields);

/// `name._fields_ = […]`, for a record that was declared before its members' types.
std::string record_fields(const Context& context, const model::Record& record);

/// `value_of_name = …` with its stand-in classes.
std::string value_definition(const Context& context, const model::Record& record);

/// Records that have a value_definition: passed by value where ctypes needs help, or returned by a
/// callback.
std::set<std::string> records_by_value(const Context& context);

/// ctypes type of an enum's values.
std::string enum_ctype(const model::EnumLayout& layout);

} // namespace ffigen::emit::python
