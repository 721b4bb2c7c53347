// Doc comments as the api keeps them: the running text apart from what it says of parameters and
// the result.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ffigen::api {

struct Doc {
    std::string text;                          ///< blocks in the canonical form of docs/comment.hpp
    std::map<std::string, std::string> params; ///< one line each
    std::string result;
};

Doc parse_doc(std::string_view comment);

} // namespace ffigen::api
