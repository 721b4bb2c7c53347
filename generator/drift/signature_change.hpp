// Two signatures of one callable, part by part.
#pragma once

#include "drift/type_change.hpp"

#include <string>
#include <vector>

namespace ffigen::drift {

struct SignatureChange {
    enum class Part {
        count,
        parameter,
        swapped,
        reordered,
        name,
        result,
        convention,
        variadic,
        prototype
    } part;
    std::size_t index = 0;              ///< of a parameter, in the new signature
    TypeChange type = TypeChange::none; ///< parameter and result
    model::TargetSet targets;
    std::string name; ///< of the parameter, or its number
    std::string old_text, new_text;
    std::string what; ///< one line
};

/// `a` and `b` are function types.
std::vector<SignatureChange> compare_signatures(const Scope& scope, const model::Type& a,
                                                const std::vector<model::Parameter>& a_parameters,
                                                const model::Type& b,
                                                const std::vector<model::Parameter>& b_parameters,
                                                model::TargetSet targets);

} // namespace ffigen::drift
