// Waiting: parameters that limit it, and reading one record after the other. Internal to calls/.
#pragma once

#include "calls/plan.hpp"

namespace ffigen::calls {

std::optional<Wait> wait_of(const model::Contract& contract, const api::Api& api,
                            const api::Function& function);

/// Whether the function blocks and everything it uses may be used by another thread meanwhile.
bool is_awaitable(const api::Api& api, const api::Function& function);

/// A handle with read() of one record and wait(timeout).
std::optional<Iteration> find_iteration(const api::Api& api, const api::Handle& handle,
                                        const std::vector<Call>& calls);

} // namespace ffigen::calls
