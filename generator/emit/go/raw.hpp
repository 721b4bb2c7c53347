// The raw layer: C's names, C's layout, everything in the header.
#pragma once

#include "emit/go/records.hpp"
#include "emit/go/sheets.hpp"
#include "support/diagnostic.hpp"

#include <map>

namespace ffigen::emit::go {

using Plans = std::map<std::string, RecordPlan>; ///< by Record::name; complete records only

Plans plan_records(const Context& context);

/// What C code of the package calls a function of the header by.
std::string c_function(const Context& context, const std::string& c_name);

/// C's spelling of a type with its tags, around a declarator.
std::string c_spelling(const Context& context, const model::Type& type,
                       const std::string& declarator = {});

/// types*.go: aliases, enums, typedefs, records with their accessors.
Sheets raw_types(const Context& context, const Plans& plans);
/// layout*.go: assertions that the Go compiler evaluates.
Sheets raw_layout(const Context& context, const Plans& plans);
/// layout*.h: the same for the C compiler that cgo uses.
Sheets c_layout(const Context& context, const Plans& plans);
/// What cgo is told, for a package from whose folder the raw layer's is reached as `raw`.
Json header_flags(const model::Contract& contract, const std::string& raw);
/// constants*.go
Sheets raw_constants(const Context& context, Diagnostics& diagnostics);

/// functions*.go, each entry with the C shim that it calls.
struct RawFunctions {
    Sheets functions;
    std::vector<std::string> without_escape; ///< C names called with addresses of Go memory
};
RawFunctions raw_functions(const Context& context, Diagnostics& diagnostics);

} // namespace ffigen::emit::go
