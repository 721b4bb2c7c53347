#include "report/rules.hpp"

namespace ffigen::report {

std::span<const Rule> input_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"H01", error, none, "The compiler rejects the header",
         "libclang replaces what it cannot understand by int and carries on; a layout read from "
         "such "
         "a header would be wrong, so nothing is read from it.",
         "Mend the error. For a missing include pass its directory after `--`, as for clang: -I "
         "DIR."},
        {"H02", error, none, "The header cannot be read",
         "There is no file of that name, it is a directory, or the system refuses access.",
         "Check the path; it is taken from the current directory."},
        {"H03", error, none, "The header declares nothing",
         "An empty contract is almost always a wrong path or a missing definition, and must not "
         "pass "
         "for a checked one.",
         "Give the header that holds the declarations, or the -D that switches them on."},
        {"O01", error, none, "The command line is wrong", "Nothing was read or written.",
         "See `ffigen --help`."},
    };
    return rules;
}

} // namespace ffigen::report
