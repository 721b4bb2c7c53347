// The view as text.
#pragma once

#include "view.hpp"

#include <string>

/// Lines no longer than `columns`.
std::string table_text(const View& view, std::size_t columns);
