// View of what frames the package: metadata, __init__.py, README, tests.
#pragma once

#include "emit/python/context.hpp"
#include "support/file_set.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::emit::python {

nlohmann::json package_view(const Context& context);

/// `files` tells which modules there are.
nlohmann::json init_view(const Context& context, const FileSet& files);

/// False for a header of types and constants alone.
bool needs_library(const Context& context);

} // namespace ffigen::emit::python
