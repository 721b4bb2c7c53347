// Calls as messages: what a function that is offered over RPC is sent and answers.
#pragma once

#include "codec/plan.hpp"

#include <functional>

namespace ffigen::codec {

/// Puts a record into the plan if it has a form.
using RecordAdder = std::function<bool(const std::string& c_name)>;

/// FFI_RPC, or FFI_MODULE(…, rpc = all).
bool is_offered(const model::Contract& contract, const api::Api& api,
                const api::Function& function);

/// Adds the request and the reply of one function, or says why it can have none (G04).
void add_call(const model::Contract& contract, const api::Api& api, const api::Function& function,
              const RecordAdder& add_record, Plan& plan, Diagnostics& diagnostics);

} // namespace ffigen::codec
