#include "report/rules.hpp"

namespace ffigen::report {

std::span<const Rule> api_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"A01", error, none, "Unknown annotation",
         "A misspelt annotation would otherwise be dropped silently, and the packages would be "
         "less "
         "safe than the header says.",
         "Use a macro of <ffigen/annotations.h>."},
    };
    return rules;
}

} // namespace ffigen::report
