// The C library's headers that cgo includes before the contract's.
#pragma once

#include "emit/go/sheets.hpp"
#include "model/contract.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::go {

/// Names that the header gives to something else than the C library's headers which cgo includes
/// (cmd/cgo's prologs): C takes one name once, so they have another within the package's C code.
struct NamesTaken {
    Json names = Json::array();   ///< all of them: {name}
    Json objects = Json::array(); ///< those with a symbol, which they keep: {name, storage}
    bool has_macros = false;      ///< the C library's headers must come before the header's macros
};

NamesTaken names_taken_by_cgo(const model::Contract& contract);

/// -D options for the macros by which the C library decides what it shows: those of the user and
/// those that the header defines itself, each followed by a space. The library asks for them in the
/// first of its headers alone, and cgo includes that one before the contract's.
std::string feature_flags(const model::Contract& contract);

/// Types that are named as variables of the package's C code, which would hide them: they have
/// another name there as well.
std::vector<std::string> types_like_variables(const model::Contract& contract);

/// The same of functions.
std::vector<std::string> functions_like_variables(const model::Contract& contract);

} // namespace ffigen::emit::go
