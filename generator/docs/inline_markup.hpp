// Commands and tags within a line of prose. Internal to docs/.
#pragma once

#include <string>
#include <string_view>

namespace ffigen::docs {

/// Whether a doc comment's command begins at `at`: '@' or '\' before a letter or brace, after
/// nothing or a character that no word has.
bool is_command(std::string_view line, std::size_t at);

/// The command's name at `at`, without its mark; "{" and "}" are commands of their own.
std::string_view command_name(std::string_view line, std::size_t at);

/// @p x, @c x, <tt>x</tt>: x between backticks; tags and commands that only format vanish.
std::string plain_prose(std::string_view line);

} // namespace ffigen::docs
