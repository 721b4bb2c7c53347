#include "cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ffigen::cli {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

/// Within single quotes of any of the shells.
std::string in_quotes(std::string_view text) {
    return "'" + replaced(std::string(text), "'", "'\\''") + "'";
}

bool is_directory(const OptionText& option) { return option.value == "DIR"; }

std::string names_of(const std::vector<CommandText>& commands) {
    std::string text;
    for (const CommandText& command : commands)
        if (!command.name.empty())
            text += (text.empty() ? "" : " ") + command.name;
    return text;
}

// ---- bash
// -----------------------------------------------------------------------------------------------

/// One branch of `case $command,$previous`, for what stands after an option that takes a value.
std::string bash_value(const CommandText& command, const OptionText& option) {
    std::string patterns;
    for (const std::string& name : option.names)
        patterns += fmt::format("{}'{},{}'", patterns.empty() ? "" : "|", command.name, name);
    const std::string action = !option.choices.empty()
                                   ? fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\"))",
                                                 fmt::join(option.choices, " "))
                               : is_directory(option) ? "compopt -o dirnames"
                                                      : "compopt -o default";
    return fmt::format("    {}) {}; return ;;\n", patterns, action);
}

std::string zsh_text(const std::string& text) {
    return replaced(replaced(text, "[", "\\["), "]", "\\]");
}

std::string zsh_option(const OptionText& option) {
    std::string spec;
    for (const std::string& name : option.names) {
        std::string one = fmt::format("*{}[{}]", name, zsh_text(option.text));
        if (!option.value.empty())
            one += fmt::format(":{}:{}", option.value,
                               !option.choices.empty()
                                   ? fmt::format("({})", fmt::join(option.choices, " "))
                               : is_directory(option) ? "_files -/"
                                                      : "_files");
        spec += fmt::format(" \\\n      {}", in_quotes(one));
    }
    return spec;
}

} // namespace

std::string bash_completion(const std::vector<CommandText>& commands) {
    std::string values, words;
    for (const CommandText& command : commands) {
        std::string options;
        for (const OptionText& option : command.options) {
            if (!option.value.empty())
                values += bash_value(command, option);
            options += fmt::format(" {}", fmt::join(option.names, " "));
        }
        words += fmt::format("    '{}') options='{}' operands='{}' ;;\n", command.name,
                             options.substr(1), fmt::join(command.choices, " "));
    }
    return fmt::format(R"(# bash completion for ffigen, made by `ffigen completion bash`
_ffigen() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command='' word options operands
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case " {0} " in *" $word "*) command=$word; break ;; esac
  done
  COMPREPLY=()
  case "$command,$previous" in
{1}  esac
  case $command in
{2}  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n $operands ]]; then
    COMPREPLY=($(compgen -W "$operands" -- "$current"))
  else
    compopt -o filenames
    COMPREPLY=($(compgen -f -X '!*.h' -- "$current") $(compgen -d -- "$current"))
    [[ $COMP_CWORD != 1 ]] || COMPREPLY+=($(compgen -W '{0}' -- "$current"))
  fi
}}
complete -F _ffigen ffigen
)",
                       names_of(commands), values, words);
}

std::string zsh_completion(const std::vector<CommandText>& commands) {
    std::string names, cases, own;
    for (const CommandText& command : commands) {
        std::string options;
        for (const OptionText& option : command.options)
            options += zsh_option(option);
        if (command.name.empty()) {
            own = options;
            continue;
        }
        names += fmt::format("    {}\n", in_quotes(command.name + ":" + command.text));
        const std::string operand =
            command.choices.empty()
                ? "'*:header:_files -g \"*.h\"'"
                : fmt::format("'*:{}:({})'", command.name, fmt::join(command.choices, " "));
        cases +=
            fmt::format("  {}) _arguments -s{} \\\n      {} ;;\n", command.name, options, operand);
    }
    return fmt::format(R"(#compdef ffigen
# zsh completion for ffigen, made by `ffigen completion zsh`
_ffigen() {{
  local -a commands
  commands=(
{}  )
  if (( CURRENT > 2 )) && (( ${{commands[(I)${{words[2]}}:*]}} )); then
    shift words
    (( CURRENT-- ))
    case $words[1] in
{}    esac
    return
  fi
  (( CURRENT != 2 )) || _describe command commands
  _arguments -s{} \
      '*:header:_files -g "*.h"'
}}
_ffigen "$@"
)",
                       names, cases, own);
}

std::string fish_completion(const std::vector<CommandText>& commands) {
    const std::string names = names_of(commands);
    std::string text = "# fish completion for ffigen, made by `ffigen completion fish`\n";
    for (const CommandText& command : commands) {
        const std::string when =
            command.name.empty() ? fmt::format("-n 'not __fish_seen_subcommand_from {}'", names)
                                 : fmt::format("-n '__fish_seen_subcommand_from {}'", command.name);
        if (!command.name.empty())
            text += fmt::format("complete -c ffigen -n __fish_use_subcommand -a {} -d {}\n",
                                command.name, in_quotes(command.text));
        if (!command.choices.empty())
            text += fmt::format("complete -c ffigen -f {} -a '{}'\n", when,
                                fmt::join(command.choices, " "));
        for (const OptionText& option : command.options) {
            text += fmt::format("complete -c ffigen {}", when);
            for (const std::string& name : option.names)
                text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            if (!option.choices.empty())
                text += fmt::format(" -xa '{}'", fmt::join(option.choices, " "));
            else if (is_directory(option))
                text += " -xa '(__fish_complete_directories)'";
            else if (!option.value.empty())
                text += " -rF";
            text += fmt::format(" -d {}\n", in_quotes(option.text));
        }
    }
    return text;
}

std::string completion(const CLI::App& app, const std::string& shell) {
    const std::vector<CommandText> commands = command_line(app);
    return shell == "bash"   ? bash_completion(commands)
           : shell == "zsh"  ? zsh_completion(commands)
           : shell == "fish" ? fish_completion(commands)
                             : manual(commands, app.get_footer());
}

} // namespace ffigen::cli
