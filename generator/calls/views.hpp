// Which of the memory that C gives is shown where it lies, and which is copied at once.
#pragma once

#include "calls/plan.hpp"

#include <vector>

namespace ffigen::calls {

/// Whether a borrowed buffer may be shown, as far as nothing else that the call gives matters.
bool can_be_shown(const model::Contract& contract, const api::Api& api,
                  const api::Function& function, const Output& output);

/// C may show one place by two names: what can be changed there is a copy.
void copy_shown_twice(std::vector<Output>& outputs);

} // namespace ffigen::calls
