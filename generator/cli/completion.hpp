// What shells complete on the Tab key, and the manual page.
#pragma once

#include "cli/command_line.hpp"

#include <string>
#include <vector>

namespace ffigen::cli {

std::string bash_completion(const std::vector<CommandText>& commands);
std::string zsh_completion(const std::vector<CommandText>& commands);
std::string fish_completion(const std::vector<CommandText>& commands);

/// What `ffigen completion <shell>` prints: bash, zsh, fish, or man for the manual page.
std::string completion(const CLI::App& app, const std::string& shell);

/// ffigen(1), in troff; `footer` is the end of the help: languages, targets, exit status.
std::string manual(const std::vector<CommandText>& commands, const std::string& footer);

} // namespace ffigen::cli
