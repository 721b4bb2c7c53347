#include "cli/options.hpp"

#include "cli/arguments.hpp"
#include "cli/cli.hpp"
#include "cli/completion.hpp"
#include "cli/config.hpp"
#include "drift/findings.hpp"
#include "emit/backend.hpp"
#include "rules/rules.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace ffigen::cli {
namespace {

std::string language_list() {
    std::string text;
    for (const emit::Backend& backend : emit::backends())
        text += fmt::format("{}{}", text.empty() ? "" : ",", backend.name);
    return text;
}

std::string footer() {
    std::string text = "Languages:\n";
    for (const emit::Backend& backend : emit::backends())
        text += fmt::format("  {:<8}{}\n", backend.name, backend.title);
    text += "\nTargets by default:\n";
    for (const std::string_view target : model::default_targets())
        text += fmt::format("  {}\n", target);
    text += "\nExit status: 0 clean; 1 findings; 2 usage; 3 could not check; 4 generated output "
            "stale;\n"
            "70 internal error. What a finding means: ffigen explain <RULE-ID>.";
    return text;
}

class HelpFormatter : public CLI::Formatter {
  public:
    std::string make_usage(const CLI::App* app, std::string name) const override {
        if (app->get_parent() != nullptr)
            return CLI::Formatter::make_usage(app, "ffigen " + app->get_name());
        return "Usage: " + name +
               " <header> [--lang LANGS] [-o DIR] [--target T]... [-- clang-args]\n       " + name +
               " <command> ...\n\n";
    }
};

/// Flags as they are parsed, before they override the configuration file.
struct Flags {
    Options options;
    std::vector<std::string> include_dirs, defines, undefines;
    std::string languages, format, config;
};

void add_reading_options(CLI::App& app, Flags& flags) {
    clang::ReadOptions& read = flags.options.read;
    app.add_option("--target", read.targets,
                   "target triple, or 'native' for this machine and its headers; repeatable")
        ->delimiter(',')
        ->type_name("T")
        ->group("Reading the header");
    app.add_option("-I", flags.include_dirs, "directory to search for included headers")
        ->type_name("DIR")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("-D", flags.defines, "define a macro")
        ->type_name("NAME[=V]")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("-U", flags.undefines, "undefine a macro")
        ->type_name("NAME")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("--sysroot", read.sysroot, "take system headers from here")
        ->type_name("DIR")
        ->group("Reading the header");
    app.add_option("--annotations", flags.options.annotations, "side file with annotations (TOML)")
        ->type_name("FILE")
        ->group("Reading the header");
    app.add_flag("--include-everything", read.include_everything, "also what the header includes")
        ->group("Reading the header");
    app.add_option("--include", read.includes,
                   "also these included headers: name as in #include, * for any text")
        ->type_name("GLOB")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("--name", flags.options.package.name,
                   "name of the packages, in lower_snake case")
        ->type_name("NAME")
        ->group("Reading the header");
    app.add_option("--allow", flags.options.allow, "keep only these: regex, or kind:regex")
        ->type_name("RE")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("--block", flags.options.block, "leave these out: regex, or kind:regex")
        ->type_name("RE")
        ->group("Reading the header")
        ->allow_extra_args(false);
    app.add_option("--config", flags.config,
                   "read options from this file; ffigen.toml beside the header is read by itself")
        ->type_name("FILE")
        ->group("Reading the header");
    app.add_option("-j,--jobs", read.jobs, "parallel parses")
        ->type_name("N")
        ->group("Reading the header");
    app.add_flag("--strict", flags.options.strict,
                 "notes and warnings that lose something become errors");
    app.add_option("--format", flags.format, "text, json, sarif, github, junit or markdown")
        ->type_name("F");
    app.add_option("--docs-url", flags.options.docs_url,
                   "where docs/rules.md is published, for links in sarif and markdown")
        ->type_name("URL");
    app.add_flag("-q,--quiet", flags.options.quiet, "say nothing when nothing is wrong");
}

void add_generating_options(CLI::App& app, Flags& flags) {
    app.add_option("--lang", flags.languages, "languages, separated by commas, or 'all'")
        ->type_name("LANGS");
    app.add_option("-o,--output", flags.options.output, "directory; '-' for stdout")
        ->type_name("DIR");
    app.add_option("--library", flags.options.package.library,
                   "library to link against: z for libz")
        ->type_name("NAME");
    app.add_option("--go-module", flags.options.package.go_module, "module path of the Go package")
        ->type_name("PATH");
    app.add_flag("--force", flags.options.force, "replace files that ffigen did not make");
    app.add_option("--template-dir", flags.options.template_dir,
                   "templates to use instead of the built-in ones")
        ->type_name("DIR");
    app.add_option("--depfile", flags.options.depfile,
                   "write what the output depends on, for make and ninja")
        ->type_name("FILE");
    app.add_option("--depfile-target", flags.options.depfile_target,
                   "what depends on it, by default the files written")
        ->type_name("FILE");
    app.add_flag("--check", flags.options.check_only,
                 "write nothing; report stale, missing and extra files");
}

void add_drift_options(CLI::App& app, Flags& flags) {
    app.add_option("--fail-on", flags.options.fail_on,
                   "least impact that counts: abi, wire, src (default) or safe")
        ->check(CLI::IsMember({"abi", "wire", "src", "safe"}))
        ->type_name("IMPACT");
    app.add_option("--only", flags.options.only,
                   "count only these: rule id or entity path, * allowed")
        ->type_name("GLOB")
        ->allow_extra_args(false);
    app.add_option("--ignore", flags.options.ignore,
                   "leave these out: rule id or entity path, * allowed")
        ->type_name("GLOB")
        ->allow_extra_args(false);
}

void add_lock_option(CLI::App& app, Flags& flags) {
    app.add_option("--lock", flags.options.lock_file,
                   "lock file instead of <header stem>.ffilock.json beside the header")
        ->type_name("FILE");
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

/// What a word that nothing takes was meant to be: of the options and commands that there are.
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

/// A misspelt command is taken for a header.
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
    if (flags.languages.empty())
        for (const std::string& language : config.languages)
            flags.languages += (flags.languages.empty() ? "" : ",") + language;
    // Flags come after, so that the last word is theirs.
    options.read.clang_args = config.clang_args;
}

} // namespace

Options parse_options(const std::vector<std::string>& raw, Diagnostics& diagnostics) {
    const Arguments arguments = split_arguments(raw, diagnostics);
    Flags flags;
    Options& options = flags.options;

    CLI::App app{"One C header is the contract: ffigen proves its layout on every target and emits "
                 "bindings.",
                 "ffigen"};
    app.formatter(std::make_shared<HelpFormatter>());
    app.footer(footer());
    app.get_formatter()->column_width(32);
    app.option_defaults()->always_capture_default(false);
    app.set_version_flag("--version", [] {
        return fmt::format("ffigen {} ({})", FFIGEN_VERSION, clang::libclang_version());
    });
    app.add_option("header", options.header, "the C header")->type_name("");
    add_generating_options(app, flags);
    add_reading_options(app, flags);

    const auto command = [&](const char* name, const char* description, Command value) {
        CLI::App* sub = app.add_subcommand(name, description);
        sub->parse_complete_callback([&options, value] { options.command = value; });
        return sub;
    };
    const auto header_command = [&](const char* name, const char* description, Command value) {
        CLI::App* sub = command(name, description, value);
        sub->add_option("header", options.header, "the C header")->required()->type_name("");
        add_reading_options(*sub, flags);
        return sub;
    };

    CLI::App* verify = header_command("verify", "layout, padding and portability on every target",
                                      Command::verify);
    verify->add_flag("--fix", options.fix, "write explicit padding into the header");
    CLI::App* lock =
        header_command("lock", "write the lock: what `check` compares with", Command::lock);
    lock->add_option("--accept", options.accept,
                     "accept the change with this fingerprint; repeatable")
        ->type_name("FP")
        ->delimiter(',');
    lock->add_option("--unaccept", options.unaccept,
                     "drop the acceptance with this fingerprint; repeatable")
        ->type_name("FP")
        ->delimiter(',');
    lock->add_option("--reason", options.reason, "why it is accepted")->type_name("TEXT");
    add_lock_option(*lock, flags);
    CLI::App* check = header_command(
        "check", "header against lock, and generated output against the header", Command::check);
    add_drift_options(*check, flags);
    add_lock_option(*check, flags);
    check
        ->add_option("--generated", options.generated,
                     "directory with generated output, one folder a language")
        ->type_name("DIR");
    check
        ->add_option("--lang", flags.languages,
                     "languages in it; by default those that have a folder")
        ->type_name("LANGS");
    check
        ->add_option("--library", options.library,
                     "built library whose fingerprint and debug information must agree")
        ->type_name("FILE");
    CLI::App* diff = command("diff", "the same rules between any two headers", Command::diff);
    diff->add_option("old", options.old_side, "header, lock, or REV:path in git")
        ->required()
        ->type_name("");
    diff->add_option("new", options.header, "header, lock, or REV:path in git")
        ->required()
        ->type_name("");
    for (const bool old : {true, false})
        diff->add_option(old ? "--old-include" : "--new-include",
                         old ? options.old_includes : options.new_includes,
                         fmt::format("as -I, for the {} side alone", old ? "old" : "new"))
            ->type_name("DIR")
            ->allow_extra_args(false);
    add_reading_options(*diff, flags);
    add_drift_options(*diff, flags);
    CLI::App* layout = header_command(
        "layout", "memory map: offsets, holes, cache lines (text, json, svg)", Command::layout);
    layout->add_option("--type", options.types, "only these records; repeatable")
        ->type_name("T")
        ->delimiter(',');
    CLI::App* describe = header_command(
        "describe", "what the safe layers make of each declaration, and why some stay raw",
        Command::describe);
    describe->add_flag("--plan", options.plan,
                       "how each call is made: checks, owners, closures, errors, results");
    CLI::App* explain = command("explain", "what a diagnostic means, why it matters, how to fix it",
                                Command::explain);
    explain->add_option("rule", options.rules, "rule ids, e.g. P01; none: list all")->type_name("");
    explain->add_flag("--all", options.all_rules, "print docs/rules.md: every rule, as Markdown");
    command("annotations", "print ffigen/annotations.h, to keep beside a header",
            Command::annotations);
    CLI::App* init = header_command(
        "init", "write ffigen.toml and a side file with what is to be decided", Command::init);
    init->add_option("--lang", flags.languages, "languages to emit")->type_name("LANGS");
    init->add_option("-o,--output", options.output, "directory to write them to")->type_name("DIR");
    init->add_flag("--force", options.force, "replace them where they exist");
    command("doctor", "which compilers, targets and languages can be checked here",
            Command::doctor);
    command("completion", "print a shell's completions: bash, zsh, fish; or man, the manual page",
            Command::completion)
        ->add_option("shell", options.shell, "bash, zsh, fish or man")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}))
        ->type_name("");

    try {
        std::vector<std::string> reversed(arguments.own.rbegin(), arguments.own.rend());
        app.parse(reversed);
        if (options.command == Command::generate && options.header.empty())
            throw CLI::RequiredError("header");
        if (options.command == Command::completion) {
            options.command = Command::help;
            options.help = completion(app, options.shell);
            return options;
        }
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const int status = app.exit(error, out, err);
        options.command = Command::help;
        options.help = out.str() + err.str() + suggestion(app, arguments.own);
        options.help_status = status == 0 ? 0 : status_usage;
        return options;
    }

    const Config config = options.command == Command::init
                              ? Config{}
                              : read_config(flags.config, options.header, diagnostics);
    apply_config(flags, config);
    for (const std::string& dir : flags.include_dirs)
        options.read.clang_args.push_back("-I" + dir);
    for (const std::string& define : flags.defines)
        options.read.clang_args.push_back("-D" + define);
    for (const std::string& name : flags.undefines)
        options.read.clang_args.push_back("-U" + name);
    options.read.clang_args.insert(options.read.clang_args.end(), arguments.clang.begin(),
                                   arguments.clang.end());
    options.read.header = options.header;
    check_command(app, options, diagnostics);
    check_language_of_header(options, diagnostics);
    set_languages(options, split_list(flags.languages), diagnostics);
    set_format(options, flags.format, diagnostics);
    check_rule_filters(options, diagnostics);
    return options;
}

} // namespace ffigen::cli
