// One change between two contracts, with one cause. Becomes one finding.
#pragma once

#include "model/target.hpp"
#include "support/diagnostic.hpp"

#include <string>
#include <vector>

namespace ffigen::drift {

struct Change {
    std::string rule;
    Impact impact = Impact::none; ///< none: as the rule's row says
    SourceLocation where;         ///< in the new header, or the old one for what is gone
    std::string entity;           ///< "record.field", "enum.ENUMERATOR", "function.parameter"
    std::string what;             ///< the message
    std::string old_value, new_value;
    std::vector<std::string> consequences; ///< what else follows from this one cause
    model::TargetSet targets;              ///< of the new contract; empty: wherever the entity is
    std::string subject;                   ///< type or function that it belongs to, for "used by"
    std::string remedy;                    ///< better than the row's, where the place suggests one
    bool structural = false;               ///< changes sizes or offsets
    bool folded = false;                   ///< told under its cause
};

} // namespace ffigen::drift
