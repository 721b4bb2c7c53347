// The model as template data for src/raw: one function for each file.
#pragma once

#include "emit/rust/context.hpp"

namespace ffigen::emit::rust {

Json raw_enums(Context& context);
Json raw_records(Context& context);     ///< records.rs and, under "layouts", layout.rs
Json bit_field_tests(Context& context); ///< tests/bit_fields.rs
Json raw_constants(Context& context);
Json raw_functions(Context& context);
/// Typedefs, and what the others asked for: named function pointers, helper types. Call last.
Json raw_types(Context& context);

} // namespace ffigen::emit::rust
