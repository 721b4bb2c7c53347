#include "cli/suggestion.hpp"

#include "model/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace ffigen::cli {
namespace {

std::vector<std::string> commands_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* sub : app.get_subcommands({}))
        names.push_back(sub->get_name());
    return names;
}

std::string nearest_of(const std::string& wrong, const std::vector<std::string>& names) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    return model::nearest_name(wrong, known);
}

bool exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

bool may_be_path(const std::string& word) {
    return word.find_first_of("./\\") != std::string::npos || exists(word);
}

/// What is said where a command line has too little or too much in it, and no word is misspelt.
std::string way_in(const std::vector<std::string>& words,
                   const std::vector<std::string>& commands) {
    if (words.empty())
        return "`ffigen engine.h --lang rust -o out` makes a package; "
               "`ffigen init engine.h` begins with what is to be decided\n";
    const std::string& first = words.front();
    const bool is_command = std::ranges::find(commands, first) != commands.end();
    if (is_command && words.size() == 1)
        return fmt::format("for example: ffigen {} engine.h\n", first);
    if (!is_command && !first.starts_with('-') && !may_be_path(first))
        return fmt::format("there is no command '{}'; packages are made by `ffigen HEADER --lang "
                           "rust -o out`\n",
                           first);
    const auto headers = std::ranges::count_if(
        words, [](const std::string& word) { return word.ends_with(".h") && exists(word); });
    if (headers > 1 && first != "diff")
        return "one header at a time: write one that includes the others, and name those with "
               "--include\n";
    return {};
}

} // namespace

std::string suggestion(const CLI::App& app, const std::vector<std::string>& words) {
    std::vector<std::string> options;
    const auto add = [&](const CLI::App& one) {
        for (const CLI::Option* option : one.get_options())
            for (const std::string& name : option->get_lnames())
                options.push_back("--" + name);
    };
    add(app);
    for (const CLI::App* sub : app.get_subcommands({}))
        add(*sub);
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));
        if (!name.starts_with("--") || std::ranges::find(options, name) != options.end())
            continue;
        if (const std::string nearest = nearest_of(name, options); !nearest.empty())
            return fmt::format("did you mean '{}'?\n", nearest);
    }
    const std::vector<std::string> commands = commands_of(app);
    if (words.empty() || words.front().find_first_of("./-") != std::string::npos ||
        std::ranges::find(commands, words.front()) != commands.end())
        return way_in(words, commands);
    const std::string nearest = nearest_of(words.front(), commands);
    return nearest.empty() ? way_in(words, commands)
                           : fmt::format("did you mean `ffigen {}`?\n", nearest);
}

void check_command(const CLI::App& app, const Options& options, Diagnostics& diagnostics) {
    if (options.command != Command::generate || options.header == "-" ||
        may_be_path(options.header))
        return;
    const bool is_option = options.header == "help" || options.header == "version";
    const std::string nearest =
        is_option ? "--" + options.header : nearest_of(options.header, commands_of(app));
    diagnostics.error("O01", {},
                      fmt::format("no header and no command is called '{}'", options.header),
                      nearest.empty() ? "`ffigen --help` lists the commands; a header is a path"
                                      : fmt::format("did you mean `ffigen {}`?", nearest));
}

} // namespace ffigen::cli
