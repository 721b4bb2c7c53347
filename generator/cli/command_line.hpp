// The command line as data: what completions and the manual are made of, from the parser's own
// description.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace ffigen::cli {

struct OptionText {
    std::vector<std::string> names; ///< "--output", "-o": long ones first
    std::string value;              ///< "DIR"; empty for a flag
    std::string text;
    std::vector<std::string> choices; ///< what the value may be, where that is known
    std::string group;                ///< "Options", "Reading the header"
};

struct CommandText {
    std::string name; ///< empty: ffigen without a command
    std::string text;
    std::vector<OptionText> options;
    std::vector<std::string> positionals; ///< what they are called in the usage
    std::vector<std::string> choices;     ///< what the positional may be; empty: a header
};

/// The command without a name first.
std::vector<CommandText> command_line(const CLI::App& app);

} // namespace ffigen::cli
