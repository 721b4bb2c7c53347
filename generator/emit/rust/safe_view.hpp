// The API as template data for src/safe: one function for each sort of file.
#pragma once

#include "emit/rust/imports.hpp"
#include "emit/rust/object_types.hpp"
#include "emit/rust/safe_names.hpp"

namespace ffigen::emit::rust {

/// What the safe views share.
struct Safe {
    Context& context;
    const SafeNames& names;
    const ObjectTypes& objects;
    bool excludes = false;       ///< some closures run while their object is in use alone
    bool keeps_closures = false; ///< C keeps some of them after a call
};

Json safe_error(Safe& safe);
Json safe_enums(Safe& safe);
Json safe_constants(Safe& safe);

/// Lines of a doc comment in the safe layer.
Json safe_doc(const Safe& safe, const std::string& doc);

/// The same, or C's name where the header says nothing.
Json doc_or_name(const Safe& safe, const std::string& doc, const std::string& c_name);

/// The field is an ordinary, aligned field of the Rust record on every target.
bool is_plain_field(Context& context, const model::Record& record, const std::string& field);

/// A C scalar where it is the same Rust primitive on every target, else raw's alias; empty: none.
std::string scalar_type(Context& context, const model::Type& type);

} // namespace ffigen::emit::rust
