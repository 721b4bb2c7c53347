// C source as text: what is code in it, and what is not.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace ffigen::clang {

/// The text with each byte of comments, string and character literals made a space; line feeds
/// stay, so that every offset and line is what it was.
std::string without_comments_and_strings(std::string_view text);

/// The identifiers of a piece of source, literals and comments left out.
std::set<std::string> identifiers_in(std::string_view text);

} // namespace ffigen::clang
