// Packages that emitted Go files may import.
#pragma once

#include "emit/text/imports.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::go {

/// Names of packages that files import which have locals of the contract: no local may have them.
std::vector<std::string> imported_names();

/// What a file may import: package name → path. Files with locals of the contract (`has_locals`)
/// know only packages whose names no local has.
text::Offers offers(const std::string& module, bool has_locals);

/// The import declaration: Go's packages, then the module's own; one alone needs no parentheses.
/// Each line ends; nothing for none.
std::string import_lines(const text::Imports& imports, const std::string& module);

/// The same of packages that nothing is used of.
std::string blank_imports(const std::vector<std::string>& paths);

} // namespace ffigen::emit::go
