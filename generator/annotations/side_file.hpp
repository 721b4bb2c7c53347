// A side file annotates a header that one may not edit, with the same vocabulary:
//
//   module = ["module(sqlite, prefix = sqlite3_, library = sqlite3)", "handle(sqlite3, close =
//   sqlite3_close)"] "sqlite3_open_v2" = ["status(sqlite_error)"] "sqlite3_open_v2.ppDb" = ["out",
//   "on_error"]   # a parameter, by name or by place counted from 0 "sqlite3_column_*" =
//   ["realtime"]              # '*' in the last resort; it must match something
//
// Paths name functions, callbacks, records, enums, typedefs, variables and constants, and after a
// dot their parameters, fields and enumerators.
#pragma once

#include "model/contract.hpp"

#include <string>

namespace ffigen::annotations {

/// Adds the annotations of `file` to the contract, before it is lowered. Errors with the place in
/// the file: A30 syntax, A31 a path that names nothing, A32 an annotation that cannot be read.
void apply_side_file(const std::string& file, model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::annotations
