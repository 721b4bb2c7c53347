#include "rules/rules.hpp"

namespace ffigen::rules {

std::span<const Rule> emit_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"G01", warning, none, "The language cannot express the declaration",
         "The declaration is left out of that language's package; the others have it. An error "
         "with "
         "--strict.",
         "Change the declaration as suggested, or block it for the header with --block."},
        {"G02", warning, none, "The preprocessor cannot tell the target",
         "The C and C++ assertions choose a target by predefined macros; for this one none is "
         "known, so nothing is asserted there.",
         "Give a triple of an architecture that ffigen knows, or rely on `ffigen verify` for it."},
        {"G03", error, none, "A C++ twin of something that is not there",
         "The static_assert would compare nothing.",
         "Name a constant or an enumerator of the header."},
        {"G04", warning, none, "CBOR has no form for it",
         "The record or the call, and what contains it, is left out of the schema and the codecs. "
         "An error with --strict.",
         "Change the type as suggested, or mark the field FFI_RESERVED to leave it out of the "
         "messages."},
        {"G05", warning, none, "A flag that the package cannot bring",
         "The header is read with it, and the package is not built with it by itself.",
         "Build the package as the message says, or put what the flag does into the header."},
    };
    return rules;
}

} // namespace ffigen::rules
