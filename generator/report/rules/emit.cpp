#include "report/rules.hpp"

namespace ffigen::report {

std::span<const Rule> emit_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"G01", warning, none, "The language cannot express the declaration",
         "The declaration is left out of that language's package; the others have it. An error "
         "with "
         "--strict.",
         "Change the declaration as suggested, or block it for the header with --block."},
    };
    return rules;
}

} // namespace ffigen::report
