// METHOD [JSON] METHOD [JSON] …: calls one after the other, of which later ones know what earlier
// ones had.
#pragma once

#include "convert.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ffigen::rpc_json {

struct Step {
    std::string method;
    Json request = Json::object();
};

/// Words of which those that begin with '{' are JSON. Throws std::runtime_error.
std::vector<Step> read_steps(const std::vector<std::string>& words);

/// A line into words as read_steps() takes them: JSON is one word, blanks and all. Throws
/// std::runtime_error.
std::vector<std::string> split_steps(std::string_view line);

/// The request as it is sent. "$id" stands for what an earlier answer had by that name, all of
/// which `known` has; what is missing is looked for there, too. Throws std::runtime_error, also
/// where the schema has no such method.
std::vector<std::uint8_t> encode_step(const Schema& schema, const Step& step, const Json& known);

} // namespace ffigen::rpc_json
