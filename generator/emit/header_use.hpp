// How a package's C code reads the header again, as ffigen read it.
#pragma once

#include "emit/render.hpp"
#include "model/contract.hpp"

#include <set>
#include <string>
#include <string_view>

namespace ffigen::emit {

/// What has to stand before the header: macros, forced includes, which lie in include/. A list of
/// {line}.
nlohmann::json prologue(const model::Contract& contract);

/// -std and -f options, each followed by a space.
std::string compiler_flags(const model::Contract& contract);

/// What every file that includes the header defines: weak there, so that one of them is enough, and
/// the library's own may take its place. A list of {name}.
nlohmann::json definitions(const model::Contract& contract);

/// Whether a header that travels with the package is called as one of the C library's, which would
/// be found in its place where the package's folder is searched.
bool shadows_c_library(const model::Contract& contract);

/// What `#include` takes in a file beside the package's include/: "<zlib.h>", "\"include/zlib.h\"".
std::string header_include(const model::Contract& contract);

/// Names of macros that stand for something else than themselves: after the header C sees that in
/// the place of a tag or a field of the name.
std::set<std::string, std::less<>> hiding_macros(const model::Contract& contract);

/// Those that hide a tag, a field, a typedef, a parameter or what emitted C calls things of its
/// own. A list of {name}.
nlohmann::json hidden_names(const model::Contract& contract);

/// Whether emitted C calls a parameter, variable or member of its own so.
bool is_own_word(std::string_view name);

} // namespace ffigen::emit
