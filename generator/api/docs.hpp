// Doc comments: the running text apart from what it says of parameters and the result.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ffigen::api {

struct Doc {
    std::string text;                          ///< paragraphs as written
    std::map<std::string, std::string> params; ///< one line each
    std::string result;
};

/// Understands @brief, @details, @param (with [in], [out]), @return, @returns, @retval, @result,
/// @note, @warning, @see, @since and @deprecated, with '@' or '\'. A command's text runs to the
/// next command or blank line. Commands that are not known stay in the text.
Doc parse_doc(std::string_view comment);

} // namespace ffigen::api
