// Objects for one thread at a time that C lends to closures, and what may be a part of what.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

/// Whether C lends such objects to closures.
bool lends(const api::Api& api);

/// Numbers from 1 for the handles whose objects are for one thread at a time: one number for those
/// that may belong to each other, and for what is lent together, or by calls on each other.
std::map<std::string, std::size_t> families(const api::Api& api, const std::vector<Call>& calls);

} // namespace ffigen::calls
