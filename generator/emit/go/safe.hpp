// The safe layer: Go's names, errors, slices and closures for what the api says a header means.
#pragma once

#include "calls/plan.hpp"
#include "emit/go/raw.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::go {

/// types*.go: records, and allocators for those that C aligns more than Go.
Sheets safe_types(const Context& context, const Plans& plans);
/// layout*.go: assertions that they lie as in the raw layer.
Sheets safe_layout(const Context& context, const Plans& plans);
/// enums.go, constants.go, errors.go
Json safe_enums(const Context& context);
Sheets safe_constants(const Context& context);
Json safe_errors(const Context& context);
/// Whether the library has texts for these codes, which are plain constants and have no comments.
Json error_texts(const Context& context);
bool has_text_function(const Context& context, const api::ErrorSet& set);

/// One function or method of the safe layer.
struct SafeFunction {
    std::string c_name;
    std::string handle; ///< Handle::c_name that it makes or belongs to; empty: none
    std::string name;
    Lines doc;
    std::string head;                  ///< "(r *Ring) Slots() (uint32, error)"
    Lines body;                        ///< indented by one tab
    std::vector<SafeFunction> helpers; ///< functions beside it, without documentation
    Lines bridge;                      ///< C: a static inline function, and the type of its result
    std::string c_called;              ///< what the body calls
    bool takes_addresses = false;
};

/// How a function is to be emitted, beyond what the api says of it.
struct SafeOptions {
    std::string name;         ///< Go name
    bool is_loan_end = false; ///< its record is the one lent: its very address goes back
    bool is_end = false;      ///< ends a registration: called by that alone
};
SafeFunction safe_function(const Context& context, const Plans& plans,
                           const api::Function& function, const calls::Call& call,
                           const SafeOptions& options);

/// "AudioBlock" → "alignOfAudioBlock": the constant with C's alignment of a record.
std::string alignment_name(const std::string& record);

/// Everything of a package but its handles' life cycle; in the api's order.
std::vector<SafeFunction> safe_functions(const Context& context, const Plans& plans);

/// handle files, contract.go, …: rendered into the package.
struct Package;
void add_safe_layer(Package& package, const Plans& plans);

} // namespace ffigen::emit::go
