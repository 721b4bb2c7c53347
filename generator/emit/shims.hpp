// --wrap-inline: the C source that gives functions and macros of the header a symbol.
#pragma once

#include "emit/render.hpp"
#include "model/contract.hpp"
#include "support/file_set.hpp"

#include <string>

namespace ffigen::emit {

[[nodiscard]] bool has_shims(const model::Contract& contract);

/// True when the package calls nothing else: then there is no library to find.
[[nodiscard]] bool has_shims_alone(const model::Contract& contract);

/// Adds `folder`/shims.c and the header with what it includes in `folder`/include.
void add_shim_sources(const model::Contract& contract, const std::string& folder, FileSet& files);

/// For a compiler that reads the header itself, cgo's: the macros as inline functions. A list of
/// {name, shim, own, call, and as_call}.
nlohmann::json macro_shims(const model::Contract& contract);

/// Numbers that stand for objects: {type, record, none}; and functions with addresses in their
/// place: {shim, lines}.
nlohmann::json id_types(const model::Contract& contract);
nlohmann::json id_shims(const model::Contract& contract);

} // namespace ffigen::emit
