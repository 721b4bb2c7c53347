// JSON to CBOR, as a schema wants it, and back.
#pragma once

#include "schema.hpp"

#include <nlohmann/json.hpp>

#include <span>

namespace ffigen::rpc_json {

using Json = nlohmann::ordered_json;

/// A request. Bytes are hexadecimal text, constants may be given by name. What is wrong with it is
/// a std::runtime_error that names the place.
std::vector<std::uint8_t> encode(const Schema& schema, const Type& type, const Json& value);

/// Any message that is well-formed.
Json decode(std::span<const std::uint8_t> message);

} // namespace ffigen::rpc_json
