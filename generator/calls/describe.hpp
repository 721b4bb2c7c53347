// The plan of every call as text: what `ffigen describe --plan` prints and what tests read.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

std::string describe(const Plan& plan, const api::Api& api);

} // namespace ffigen::calls
