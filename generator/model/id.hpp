// Numbers that stand for objects, as passes/wrap_ids leaves them in the model.
#pragma once

#include "model/contract.hpp"

#include <string>
#include <vector>

namespace ffigen::model {

struct Id {
    std::string type;   ///< Typedef::name of the number
    std::string record; ///< Record::name of what the safe layers take for the object
    std::string none;   ///< C expression of the number that stands for no object
};

/// Those of a contract, in the order of its records.
[[nodiscard]] std::vector<Id> ids_of(const Contract& contract);

/// The function takes or gives addresses in the place of such numbers.
[[nodiscard]] bool is_id_shim(const Function& function);

/// What the header calls a function, or the type of an object.
[[nodiscard]] std::string called(const std::string& c_name);

/// The function that the safe layers call in the place of one with such numbers; nullptr: itself.
[[nodiscard]] const Function* id_shim_of(const Contract& contract, const Function& function);

} // namespace ffigen::model
