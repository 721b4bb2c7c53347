// Lines that are too long, broken as black and ruff format break them.
#pragma once

#include <string>
#include <string_view>

namespace ffigen::emit::python {

/// The module with every statement that takes more than `line_width` columns on one line broken at
/// its brackets, or put in parentheses where it has none. Texts and comments stay as they are.
std::string reflow(std::string_view module);

} // namespace ffigen::emit::python
