// A Python module put together from its body: the imports follow from the names that it uses.
#pragma once

#include "emit/python/context.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::python {

/// Import statements of a module of the safe layer, in isort's order, each block preceded by a
/// blank line. `self` is the module's own name: nothing is imported from it.
std::string imports_for(const Context& context, std::string_view body, std::string_view self);

/// `from module import names`, sorted and broken as isort and black have it.
std::string import_statement(const std::string& module, std::vector<std::string> names);
/// isort's order of names: constants, classes, then the rest.
void sort_imports(std::vector<std::string>& names);
/// The same for __all__, where upper case comes before lower.
void sort_exports(std::vector<std::string>& names);

/// Names of the safe layer → the module of the package that defines each, e.g. "_records".
using Homes = std::map<std::string, std::string, std::less<>>;
Homes homes_of_names(const Context& context);

/// Modules of the package that are imported whole, under their own names.
bool is_support_module(std::string_view name);

} // namespace ffigen::emit::python
