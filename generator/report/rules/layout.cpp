#include "report/rules.hpp"

namespace ffigen::report {

std::span<const Rule> layout_rules() {
    using enum Severity;
    using enum Impact;
    static constexpr Rule rules[] = {
        {"P01", error, none, "Hidden padding in a wire struct",
         "The compiler leaves bytes that no field covers; they carry rubbish to the other side, "
         "and "
         "a reader that lays the struct out by hand misses them.",
         "Make the bytes a reserved field, or let `ffigen verify --fix` do it."},
        {"L02", error, none, "Type of a different width on another target",
         "The field has another size on another promised target, so the two cannot share memory.",
         "Use a type of <stdint.h>."},
    };
    return rules;
}

} // namespace ffigen::report
