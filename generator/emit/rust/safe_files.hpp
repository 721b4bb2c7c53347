// The files of the safe layer.
#pragma once

#include "emit/rust/safe_view.hpp"

namespace ffigen::emit::rust {

/// Writes src/safe/… into `files`.
void emit_safe(Safe& safe, FileSet& files);

/// Lines of a short program that opens an object and calls it, for the front page; empty: none.
Json usage_example(Safe& safe);

/// Methods that give a record's fields their meaning: text, enums, slices.
Json safe_records(Safe& safe);

} // namespace ffigen::emit::rust
