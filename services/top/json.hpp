// The view for programs.
#pragma once

#include "view.hpp"

#include <string>

/// One line: an object with `schema_version` 1.
std::string view_json(const View& view);
