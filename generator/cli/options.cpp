#include "cli/options.hpp"

#include "cli/arguments.hpp"
#include "cli/cli.hpp"
#include "cli/completion.hpp"
#include "cli/config.hpp"
#include "cli/flags.hpp"
#include "cli/suggestion.hpp"
#include "drift/findings.hpp"
#include "emit/backend.hpp"
#include "rules/rules.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace ffigen::cli {
namespace {

std::string language_list() {
    std::string text;
    for (const emit::Backend& backend : emit::backends())
        text += fmt::format("{}{}", text.empty() ? "" : ",", backend.name);
    return text;
}

std::vector<std::string> split_list(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        if (comma > begin)
            parts.push_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    return parts;
}

/// Languages by name; "all" is every one. Unknown ones get the nearest name suggested.
void set_languages(Options& options, const std::vector<std::string>& names,
                   Diagnostics& diagnostics) {
    std::vector<std::string_view> known;
    for (const emit::Backend& backend : emit::backends())
        known.push_back(backend.name);
    for (const std::string& name : names) {
        if (name == "all") {
            options.languages.assign(known.begin(), known.end());
            continue;
        }
        if (emit::find_backend(name) == nullptr) {
            const std::string nearest = model::nearest_name(name, known);
            diagnostics.error("O01", {}, fmt::format("unknown language '{}'", name),
                              nearest.empty()
                                  ? fmt::format("languages are {}, or all", language_list())
                                  : fmt::format("did you mean '{}'?", nearest));
        } else if (std::find(options.languages.begin(), options.languages.end(), name) ==
                   options.languages.end()) {
            options.languages.push_back(name);
        }
    }
}

/// The contract is C, whatever the build that it comes from is written in.
void check_language_of_header(const Options& options, Diagnostics& diagnostics) {
    const std::vector<std::string>& words = options.read.clang_args;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string language = words[i] == "-x" && i + 1 < words.size() ? words[i + 1]
                                     : words[i].starts_with("-x")             ? words[i].substr(2)
                                                                              : std::string();
        const bool standard =
            words[i].starts_with("-std=c++") || words[i].starts_with("-std=gnu++");
        if (standard || (!language.empty() && language != "c" && language != "c-header"))
            diagnostics.error("O01", {},
                              fmt::format("'{}': ffigen reads C, no other language",
                                          language.empty() ? words[i] : "-x " + language),
                              "give it the part of the header that C compilers take, with #ifdef "
                              "__cplusplus around the rest");
    }
}

void set_format(Options& options, const std::string& name, Diagnostics& diagnostics) {
    if (name.empty())
        return;
    if (options.command == Command::layout && name == "svg") {
        options.svg = true;
        return;
    }
    if (const auto format = report::parse_format(name)) {
        options.format = *format;
        return;
    }
    const std::vector<std::string> names = report::format_names();
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string nearest = model::nearest_name(name, known);
    diagnostics.error("O01", {}, fmt::format("unknown format '{}'", name),
                      nearest.empty() ? fmt::format("formats are {}", fmt::join(names, ", "))
                                      : fmt::format("did you mean '{}'?", nearest));
}

/// A rule id that is none would leave out nothing, or everything: a check that says nothing.
void check_rule_filters(const Options& options, Diagnostics& diagnostics) {
    const auto looks_like_a_rule = [](std::string_view glob) {
        return glob.size() >= 2 && glob.size() <= 3 && glob[0] >= 'A' && glob[0] <= 'Z' &&
               glob.find_first_not_of("0123456789?*", 1) == std::string_view::npos;
    };
    const auto names_a_rule = [](std::string_view glob) {
        for (const rules::Family& family : rules::families())
            for (const rules::Rule& rule : family.rules)
                if (drift::matches_glob(rule.id, glob))
                    return true;
        return false;
    };
    for (const auto* globs : {&options.only, &options.ignore})
        for (const std::string& glob : *globs)
            if (looks_like_a_rule(glob) && !names_a_rule(glob))
                diagnostics.error("O01", {}, fmt::format("no rule is called '{}'", glob),
                                  "`ffigen explain` lists the rules");
}

/// The configuration fills what no flag has set.
void apply_config(Flags& flags, const Config& config) {
    Options& options = flags.options;
    const auto take = [](auto& into, const auto& from) {
        if (into.empty())
            into = from;
    };
    take(options.read.targets, config.targets);
    take(options.read.sysroot, config.sysroot);
    take(options.annotations, config.annotations);
    take(options.allow, config.allow);
    take(options.block, config.block);
    take(options.output, config.output);
    take(options.template_dir, config.template_dir);
    take(options.generated, config.generated);
    take(options.library, config.library);
    take(options.read.includes, config.includes);
    take(options.package.name, config.package.name);
    take(options.package.library, config.package.library);
    take(options.package.go_module, config.package.go_module);
    take(options.fail_on, config.fail_on);
    take(options.only, config.only);
    take(options.ignore, config.ignore);
    options.read.target_args = config.target_args;
    options.read.include_everything |= config.include_everything;
    options.strict |= config.strict;
    options.wrap_inline |= config.wrap_inline;
    if (flags.languages.empty())
        for (const std::string& language : config.languages)
            flags.languages += (flags.languages.empty() ? "" : ",") + language;
    options.read.clang_args = config.clang_args;
}

/// What is left to clang, after the configuration's own: the last word is theirs.
void add_clang_arguments(Flags& flags, const std::vector<std::string>& given) {
    std::vector<std::string>& into = flags.options.read.clang_args;
    const auto add = [&](const char* flag, const std::vector<std::string>& values) {
        for (const std::string& value : values)
            into.push_back(flag + value);
    };
    add("-I", flags.include_dirs);
    add("-D", flags.defines);
    add("-U", flags.undefines);
    add("", given);
}

/// False when there is nothing more to do than to print what `options.help` says then.
bool parse(CLI::App& app, const std::vector<std::string>& words, Options& options) {
    try {
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        app.parse(reversed);
        if (options.command == Command::generate && options.header.empty())
            throw CLI::RequiredError("header");
        if (options.command != Command::completion)
            return true;
        options.help = completion(app, options.shell);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        options.help_status = app.exit(error, out, err) == 0 ? 0 : status_usage;
        options.help = out.str() + err.str() + suggestion(app, words);
    }
    options.command = Command::help;
    return false;
}

} // namespace

Options parse_options(const std::vector<std::string>& raw, Diagnostics& diagnostics) {
    const Arguments arguments = split_arguments(raw, diagnostics);
    CLI::App app{"One C header is the contract: ffigen proves its layout on every target and emits "
                 "bindings.",
                 "ffigen"};
    Flags flags;
    Options& options = flags.options;
    define_commands(app, flags);
    if (!parse(app, arguments.own, options))
        return options;
    if (options.command != Command::init)
        apply_config(flags, read_config(flags.config, options.header, diagnostics));
    add_clang_arguments(flags, arguments.clang);
    options.read.header = options.header;
    check_command(app, options, diagnostics);
    check_language_of_header(options, diagnostics);
    set_languages(options, split_list(flags.languages), diagnostics);
    set_format(options, flags.format, diagnostics);
    check_rule_filters(options, diagnostics);
    return options;
}

} // namespace ffigen::cli
