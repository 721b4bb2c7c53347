#include "cli/flags.hpp"

#include "emit/backend.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ffigen::cli {
namespace {

constexpr const char* reading = "Reading the header";

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

/// One word each time that it is given: the next one may be the header.
CLI::Option* add_repeatable(CLI::App& app, const char* name, std::vector<std::string>& into,
                            const std::string& text, const char* type) {
    return app.add_option(name, into, text)->type_name(type)->allow_extra_args(false);
}

/// Words that commas may stand between.
void add_words(CLI::App& app, const char* name, std::vector<std::string>& into, const char* text,
               const char* type) {
    app.add_option(name, into, text)->delimiter(',')->type_name(type);
}

CLI::Option* add_value(CLI::App& app, const char* name, std::string& into, const char* text,
                       const char* type) {
    return app.add_option(name, into, text)->type_name(type);
}

void add_language_option(CLI::App& app, Flags& flags, const char* text) {
    add_value(app, "--lang", flags.languages, text, "LANGS");
}

void add_header(CLI::App& app, Options& options) {
    app.add_option("header", options.header, "the C header")->type_name("");
}

void add_clang_options(CLI::App& app, Flags& flags) {
    clang::ReadOptions& read = flags.options.read;
    app.add_option("--target", read.targets,
                   "target triple, or 'native' for this machine and its headers; repeatable")
        ->delimiter(',')
        ->type_name("T")
        ->group(reading);
    add_repeatable(app, "-I", flags.include_dirs, "directory to search for included headers", "DIR")
        ->group(reading);
    add_repeatable(app, "-D", flags.defines, "define a macro", "NAME[=V]")->group(reading);
    add_repeatable(app, "-U", flags.undefines, "undefine a macro", "NAME")->group(reading);
    add_value(app, "--sysroot", read.sysroot, "take system headers from here", "DIR")
        ->group(reading);
}

void add_reading_options(CLI::App& app, Flags& flags) {
    Options& options = flags.options;
    add_clang_options(app, flags);
    add_value(app, "--annotations", options.annotations, "side file with annotations (TOML)",
              "FILE")
        ->group(reading);
    app.add_flag("--include-everything", options.read.include_everything,
                 "also what the header includes")
        ->group(reading);
    add_repeatable(app, "--include", options.read.includes,
                   "also these included headers: name as in #include, * for any text", "GLOB")
        ->group(reading);
    add_value(app, "--name", options.package.name, "name of the packages, in lower_snake case",
              "NAME")
        ->group(reading);
    app.add_flag("--wrap-inline", options.wrap_inline,
                 "compile inline functions, and macros that are calls, into the packages")
        ->group(reading);
    add_repeatable(app, "--allow", options.allow, "keep only these: regex, or kind:regex", "RE")
        ->group(reading);
    add_repeatable(app, "--block", options.block, "leave these out: regex, or kind:regex", "RE")
        ->group(reading);
    add_value(app, "--config", flags.config,
              "read options from this file; ffigen.toml beside the header is read by itself",
              "FILE")
        ->group(reading);
    app.add_option("-j,--jobs", options.read.jobs, "parallel parses")
        ->type_name("N")
        ->group(reading);
    app.add_flag("--strict", options.strict,
                 "notes and warnings that lose something become errors");
    add_value(app, "--format", flags.format, "text, json, sarif, github, junit or markdown", "F");
    add_value(app, "--docs-url", options.docs_url,
              "where docs/rules.md is published, for links in sarif and markdown", "URL");
    app.add_flag("-q,--quiet", options.quiet, "say nothing when nothing is wrong");
}

void add_generating_options(CLI::App& app, Flags& flags) {
    Options& options = flags.options;
    add_language_option(app, flags, "languages, separated by commas, or 'all'");
    add_value(app, "-o,--output", options.output, "directory; '-' for stdout", "DIR");
    add_value(app, "--library", options.package.library, "library to link against: z for libz",
              "NAME");
    add_value(app, "--go-module", options.package.go_module, "module path of the Go package",
              "PATH");
    app.add_flag("--force", options.force, "replace files that ffigen did not make");
    add_value(app, "--template-dir", options.template_dir,
              "templates to use instead of the built-in ones", "DIR");
    add_value(app, "--depfile", options.depfile,
              "write what the output depends on, for make and ninja", "FILE");
    add_value(app, "--depfile-target", options.depfile_target,
              "what depends on it, by default the files written", "FILE");
    app.add_flag("--check", options.check_only,
                 "write nothing; report stale, missing and extra files");
}

void add_show_safe(CLI::App& app, Flags& flags) {
    app.add_flag("--show-safe", flags.options.show_safe, "list the changes that nobody feels, too");
}

void add_drift_options(CLI::App& app, Flags& flags) {
    Options& options = flags.options;
    add_value(app, "--fail-on", options.fail_on,
              "least impact that counts: abi, wire, src (default) or safe", "IMPACT")
        ->check(CLI::IsMember({"abi", "wire", "src", "safe"}));
    add_repeatable(app, "--only", options.only,
                   "count only these: rule id or entity path, * allowed", "GLOB");
    add_repeatable(app, "--ignore", options.ignore,
                   "leave these out: rule id or entity path, * allowed", "GLOB");
    add_show_safe(app, flags);
}

void add_lock_option(CLI::App& app, Flags& flags) {
    add_value(app, "--lock", flags.options.lock_file,
              "lock file instead of <header stem>.ffilock.json beside the header", "FILE");
}

/// The commands; each function defines one, or a few that are alike.
class Commands {
  public:
    Commands(CLI::App& app, Flags& flags) : app_(app), flags_(flags), options_(flags.options) {}

    void define() {
        verify();
        lock();
        merge_locks();
        check();
        diff();
        meanings();
        init();
        without_header();
    }

  private:
    CLI::App& command(const char* name, const char* description, Command value) {
        CLI::App* sub = app_.add_subcommand(name, description);
        sub->parse_complete_callback([&options = options_, value] { options.command = value; });
        return *sub;
    }

    CLI::App& header_command(const char* name, const char* description, Command value) {
        CLI::App& sub = command(name, description, value);
        add_header(sub, options_);
        sub.get_option("header")->required();
        add_reading_options(sub, flags_);
        return sub;
    }

    void verify() {
        header_command("verify", "layout, padding and portability on every target", Command::verify)
            .add_flag("--fix", options_.fix, "write explicit padding into the header");
    }

    void lock() {
        CLI::App& lock =
            header_command("lock", "write the lock: what `check` compares with", Command::lock);
        add_words(lock, "--accept", options_.accept,
                  "accept the change with this fingerprint; repeatable", "FP");
        add_words(lock, "--unaccept", options_.unaccept,
                  "drop the acceptance with this fingerprint; repeatable", "FP");
        add_value(lock, "--reason", options_.reason, "why it is accepted", "TEXT");
        add_lock_option(lock, flags_);
        add_show_safe(lock, flags_);
    }

    void merge_locks() {
        CLI::App& merge =
            command("merge-locks", "put two changes of a lock together, for git's %O %A %B",
                    Command::merge_locks);
        merge.add_option("base", options_.merge_base, "the lock both came from")
            ->required()
            ->type_name("");
        merge.add_option("ours", options_.header, "our lock, which is written")
            ->required()
            ->type_name("");
        merge.add_option("theirs", options_.merge_theirs, "the other lock")
            ->required()
            ->type_name("");
    }

    void check() {
        CLI::App& check =
            header_command("check", "header against lock, and generated output against the header",
                           Command::check);
        add_drift_options(check, flags_);
        add_lock_option(check, flags_);
        add_value(check, "--generated", options_.generated,
                  "directory with generated output, one folder a language", "DIR");
        add_language_option(check, flags_, "languages in it; by default those that have a folder");
        add_value(check, "--library", options_.library,
                  "built library whose fingerprint and debug information must agree", "FILE");
    }

    void diff() {
        CLI::App& diff = command("diff", "the same rules between any two headers", Command::diff);
        constexpr const char* side = "header, lock, or REV:path in git";
        diff.add_option("old", options_.old_side, side)->required()->type_name("");
        diff.add_option("new", options_.header, side)->required()->type_name("");
        add_repeatable(diff, "--old-include", options_.old_includes,
                       "as -I, for the old side alone", "DIR");
        add_repeatable(diff, "--new-include", options_.new_includes,
                       "as -I, for the new side alone", "DIR");
        add_reading_options(diff, flags_);
        add_drift_options(diff, flags_);
    }

    void meanings() {
        CLI::App& layout = header_command(
            "layout", "memory map: offsets, holes, cache lines (text, json, svg)", Command::layout);
        add_words(layout, "--type", options_.types, "only these records; repeatable", "T");
        CLI::App& describe = header_command(
            "describe", "what the safe layers make of each declaration, and why some stay raw",
            Command::describe);
        describe.add_flag("--plan", options_.plan,
                          "how each call is made: checks, owners, closures, errors, results");
        describe.add_flag(
            "--unheard", options_.unheard,
            "as if attributes, macros and comments said nothing: what they make safe");
        CLI::App& explain = command(
            "explain", "what a diagnostic means, why it matters, how to fix it", Command::explain);
        explain.add_option("rule", options_.rules, "rule ids, e.g. P01; none: list all")
            ->type_name("");
        explain.add_flag("--all", options_.all_rules,
                         "print docs/rules.md: every rule, as Markdown");
        command("annotations", "print ffigen/annotations.h, to keep beside a header",
                Command::annotations)
            .add_flag("--json", options_.vocabulary,
                      "instead, where each word may stand and what it takes, as JSON");
    }

    void init() {
        CLI::App& init = header_command(
            "init", "write ffigen.toml and a side file with what is to be decided", Command::init);
        add_language_option(init, flags_, "languages to emit");
        add_value(init, "-o,--output", options_.output, "directory to write them to", "DIR");
        init.add_flag("--force", options_.force, "replace them where they exist");
    }

    void without_header() {
        command("doctor", "which compilers, targets and languages can be checked here",
                Command::doctor);
        command("completion",
                "print a shell's completions: bash, zsh, fish; or man, the manual page",
                Command::completion)
            .add_option("shell", options_.shell, "bash, zsh, fish or man")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}))
            ->type_name("");
    }

    CLI::App& app_;
    Flags& flags_;
    Options& options_;
};

} // namespace

void define_commands(CLI::App& app, Flags& flags) {
    app.formatter(std::make_shared<HelpFormatter>());
    app.footer(footer());
    app.get_formatter()->column_width(32);
    app.option_defaults()->always_capture_default(false);
    app.set_version_flag("--version", [] {
        return fmt::format("ffigen {} ({})", FFIGEN_VERSION, clang::libclang_version());
    });
    add_header(app, flags.options);
    add_generating_options(app, flags);
    add_reading_options(app, flags);
    Commands(app, flags).define();
}

} // namespace ffigen::cli
