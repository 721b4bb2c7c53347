// Which records are wire.
#pragma once

#include "model/contract.hpp"

#include <set>
#include <string>

namespace ffigen::passes {

/// Names of records by what they are to the checks.
struct WireRecords {
    /// Marked FFI_WIRE, and the unnamed types of their fields.
    std::set<std::string, std::less<>> wire;
    /// Types of anonymous members. Their fields are checked where they lie in the outer record.
    std::set<std::string, std::less<>> members;
};

WireRecords find_wire(const model::Contract& contract);

/// The type of one element: arrays, vectors, _Atomic and typedefs taken off.
model::Type element_type(const model::Contract& contract, const model::Type& type,
                         std::size_t target);

} // namespace ffigen::passes
