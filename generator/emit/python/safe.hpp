// Views of the safe layer's modules. Each is the module's whole text but for its docstring's frame.
#pragma once

#include "emit/python/context.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::emit::python {

/// {"doc", "imports", "body"}; "body" is empty when the module has nothing in it.
using ModuleView = nlohmann::json;

ModuleView enums_view(const Context& context);
ModuleView errors_view(const Context& context);
ModuleView constants_view(const Context& context);
ModuleView records_view(const Context& context);
ModuleView callbacks_view(const Context& context);
ModuleView pointers_view(const Context& context);
ModuleView functions_view(const Context& context);
ModuleView handle_view(const Context& context, const api::Handle& handle);

/// Whether a function of the safe layer takes the callback.
bool callback_is_used(const Context& context, const api::Callback& callback);

/// C names of a record's members → its properties.
std::map<std::string, std::string> property_names(const Context& context,
                                                  const model::Record& record);

ModuleView module_view(const Context& context, const std::string& doc, std::string body,
                       std::string_view self);

} // namespace ffigen::emit::python
