// What cgo meets when it is shown a type. It asks the C compiler about every typedef that it finds
// in it, behind pointers, in functions and in records, however deep, and gives up on one that
// stands for what Go does not have.
#pragma once

#include "model/contract.hpp"

#include <set>
#include <string>

namespace ffigen::emit::go {

struct Context;

/// Names of the records and typedefs that lead cgo to a typedef which it does not know.
std::set<std::string> names_that_mislead_cgo(const Context& context, std::size_t target);

/// Records whose tags a function's list of parameters is the first to have: there they are other
/// types than in all that follows.
std::set<std::string> records_met_early(const model::Contract& contract);

/// Types that cgo gives up on: a C shim must take them as void *.
bool is_unknown_to_cgo(const Context& context, const model::Type& type, std::size_t target);

/// Functions that cgo does not call as they are declared: C has to, in a shim.
bool is_function_unseen_by_cgo(const model::Contract& contract, const model::Function& function);

} // namespace ffigen::emit::go
