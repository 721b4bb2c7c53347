// C++: one function's dispatch, from the request to the reply.
#pragma once

#include "emit/cbor/views.hpp"

#include <string>
#include <vector>

namespace ffigen::emit::cbor {

/// The statements, each a line or more of them.
std::vector<std::string> cpp_call(const Source& source, const codec::Call& call);

/// The name of the constant for objects of a handle type.
std::string kind_name(const std::string& handle);

} // namespace ffigen::emit::cbor
