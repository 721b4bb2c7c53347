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
        return {};
    const std::string nearest = nearest_of(words.front(), commands);
    return nearest.empty() ? std::string() : fmt::format("did you mean `ffigen {}`?\n", nearest);
}

void check_command(const CLI::App& app, const Options& options, Diagnostics& diagnostics) {
    std::error_code error;
    if (options.command != Command::generate ||
        options.header.find_first_of("./\\") != std::string::npos ||
        std::filesystem::exists(options.header, error))
        return;
    const std::string nearest = nearest_of(options.header, commands_of(app));
    if (!nearest.empty())
        diagnostics.error("O01", {},
                          fmt::format("no header and no command is called '{}'", options.header),
                          fmt::format("did you mean `ffigen {}`?", nearest));
}

} // namespace ffigen::cli
