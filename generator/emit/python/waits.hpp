// Functions that wait, and iteration over what they wait for.
//
// Two conventions, in any contract:
//  - A blocking function with an integer parameter timeout_ms, timeout_us, timeout_ns or timeout_s
//  (or
//    `timeout` with such an FFI_UNIT) takes seconds or None in Python, and gets an `…_async` twin.
//    If the contract has an error code `timeout`, the wait is made of short ones.
//  - A handle with such a wait and no other argument, and a `read` whose only result is a record,
//  whose
//    error set has `empty`, can be iterated over, in `for` and in `async for`.
#pragma once

#include "emit/python/context.hpp"

#include <optional>
#include <string>

namespace ffigen::emit::python {

struct Timeout {
    std::size_t param = 0;        ///< index into Function::params
    unsigned long per_second = 0; ///< the library's units in a second
    std::string exception;        ///< raised when the time is out; empty: the contract has none
};
std::optional<Timeout> timeout_of(const Context& context, const api::Function& function);

/// True when the function has an asyncio twin: it blocks, and another thread may call it.
bool has_async(const Context& context, const api::Function& function);

struct Iteration {
    const api::Function* read = nullptr;
    const api::Function* wait = nullptr;
    std::string record;  ///< Python class of the elements
    std::string name;    ///< method: the plural of the record's last word, "blocks"
    std::string empty;   ///< exception when there is nothing yet
    std::string closed;  ///< exception when there will be nothing more; may be empty
    std::string timeout; ///< exception when the time is out; may be empty
};
std::optional<Iteration> iteration_of(const Context& context, const api::Handle& handle);

} // namespace ffigen::emit::python
