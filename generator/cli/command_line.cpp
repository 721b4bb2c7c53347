#include "cli/command_line.hpp"

#include "emit/backend.hpp"
#include "model/target.hpp"
#include "report/report.hpp"
#include "rules/rules.hpp"

#include <CLI/CLI.hpp>

namespace ffigen::cli {
namespace {

/// A value's kind is its name in the help; what it may be is known to the part that takes it.
std::vector<std::string> choices_of(const std::string& value) {
    std::vector<std::string> choices;
    if (value == "LANGS") {
        for (const emit::Backend& backend : emit::backends())
            choices.emplace_back(backend.name);
        choices.emplace_back("all");
    } else if (value == "T") {
        choices.emplace_back("native");
        for (const std::string_view target : model::default_targets())
            choices.emplace_back(target);
    } else if (value == "F") {
        choices = report::format_names();
    } else if (value == "IMPACT") {
        choices = {"abi", "wire", "src", "safe"};
    }
    return choices;
}

std::vector<std::string> positional_choices(const std::string& command) {
    std::vector<std::string> choices;
    if (command == "explain")
        for (const rules::Family& family : rules::families())
            for (const rules::Rule& rule : family.rules)
                choices.emplace_back(rule.id);
    if (command == "completion")
        choices = {"bash", "zsh", "fish", "man"};
    return choices;
}

CommandText describe(const CLI::App& app, const std::string& name) {
    CommandText command{name, app.get_description(), {}, {}, positional_choices(name)};
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty())
            continue;
        if (option->get_positional()) {
            command.positionals.push_back(option->get_name(true));
            continue;
        }
        OptionText text;
        for (const std::string& each : option->get_lnames())
            text.names.push_back("--" + each);
        for (const std::string& each : option->get_snames())
            text.names.push_back("-" + each);
        if (option->get_items_expected_max() > 0)
            text.value = option->get_type_name();
        text.text = option->get_description();
        text.choices = name == "layout" && text.names.front() == "--type"
                           ? std::vector<std::string>{}
                           : choices_of(text.value);
        text.group = option->get_group();
        command.options.push_back(std::move(text));
    }
    return command;
}

} // namespace

std::vector<CommandText> command_line(const CLI::App& app) {
    std::vector<CommandText> commands{describe(app, "")};
    for (const CLI::App* sub : app.get_subcommands({}))
        commands.push_back(describe(*sub, sub->get_name()));
    return commands;
}

} // namespace ffigen::cli
