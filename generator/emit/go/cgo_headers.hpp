// The C library's headers that cgo includes before the contract's.
#pragma once

#include "emit/go/sheets.hpp"
#include "model/contract.hpp"

namespace ffigen::emit::go {

/// Names that the header gives to something else than the C library's headers which cgo includes
/// (cmd/cgo's prologs): C takes one name once, so they have another within the package's C code.
struct NamesTaken {
    Json names = Json::array();   ///< all of them: {name}
    Json objects = Json::array(); ///< those with a symbol, which they keep: {name, storage}
    bool has_macros = false;      ///< the C library's headers must come before the header's macros
};

NamesTaken names_taken_by_cgo(const model::Contract& contract);

} // namespace ffigen::emit::go
