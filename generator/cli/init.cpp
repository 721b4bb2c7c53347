// `ffigen init`: a configuration and a side file to begin with. What is not known is a comment:
// nothing is decided here.
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"
#include "guess/guess.hpp"
#include "support/file_set.hpp"
#include "support/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace ffigen::cli {
namespace {
namespace fs = std::filesystem;

std::string configuration(const Options& options, const Loaded& loaded,
                          const std::string& side_file) {
    const std::string& name = loaded.contract.header;
    std::string text =
        fmt::format("# ffigen {} --config ffigen.toml\n"
                    "# Every key: https://github.com/ffigen/ffigen, docs/config.md\n",
                    name);
    text += fmt::format("lang = [{}]\noutput = \"bindings\"\n",
                        options.languages.empty()
                            ? "\"rust\", \"go\", \"python\""
                            : fmt::format("\"{}\"", fmt::join(options.languages, "\", \"")));
    text += fmt::format("annotations = \"{}\" # what {} does not say in C\n", side_file, name);
    if (!options.read.targets.empty())
        text += fmt::format("target = [\"{}\"]\n", fmt::join(options.read.targets, "\", \""));
    return text + "\n# go_module = \"example.org/" + loaded.api.package.name +
           "\" goes under [package], as do name and library.\n";
}

std::string in_quotes(const std::string& annotation) { return "'" + annotation + "'"; }

std::string side_file(const Loaded& loaded, const std::vector<guess::Question>& questions) {
    std::string text = fmt::format("# What {} does not say in C. Every line with a key is a guess: "
                                   "decide, correct it, and take its #\n"
                                   "# away. What stays a comment stays in the raw layer. `?` is "
                                   "for you to fill in; the words:\n"
                                   "# ffigen annotations.\n\nmodule = [\n",
                                   loaded.contract.header);
    for (const guess::Question& question : questions)
        if (question.path == "module")
            text +=
                fmt::format("  # {}\n  # {},\n", question.why, in_quotes(question.answers.front()));
    text += "]\n";
    for (const guess::Question& question : questions) {
        if (question.path == "module")
            continue;
        text += fmt::format("\n# {}\n", question.why);
        for (std::size_t i = 0; i < question.answers.size(); ++i)
            text += fmt::format("# {}\"{}\" = [{}]\n", i == 0 ? "" : "or: ", question.path,
                                in_quotes(question.answers[i]));
    }
    return text;
}

/// For this machine with its own headers, where the freestanding ones do not do.
std::optional<Loaded> load_somehow(Options& options, Diagnostics& diagnostics) {
    auto loaded = load(options, diagnostics);
    const bool lacks_headers = std::ranges::any_of(
        diagnostics.items(), [](const Diagnostic& each) { return each.id == "H06"; });
    if (loaded || !options.read.targets.empty() || !lacks_headers)
        return loaded;
    Diagnostics again;
    options.read.targets = {"native"};
    loaded = load(options, again);
    if (loaded)
        diagnostics = std::move(again);
    return loaded;
}

} // namespace

int run_init(const Options& given) {
    Options options = given;
    Diagnostics diagnostics;
    const fs::path directory = options.output.empty() ? "." : options.output;
    const std::string stem = fs::path(options.header).stem().string();
    const fs::path files[] = {directory / "ffigen.toml", directory / (stem + ".annotations.toml")};
    std::error_code error;
    for (const fs::path& file : files)
        if (fs::exists(file, error) && !options.force)
            diagnostics.error("O09", {}, fmt::format("{} exists", file.string()),
                              "--force replaces it");
    std::optional<Loaded> loaded;
    if (!diagnostics.has_errors())
        loaded = load_somehow(options, diagnostics);
    if (loaded) {
        const std::vector<guess::Question> questions = guess::questions(
            loaded->contract, loaded->api, guess::library_of(loaded->contract.header));
        write_single_file(files[0], configuration(options, *loaded, files[1].filename().string()),
                          diagnostics);
        write_single_file(files[1], side_file(*loaded, questions), diagnostics);
        if (!diagnostics.has_errors() && !options.quiet)
            fmt::print("{}  {}: {} to decide\nnext:  ffigen describe {}{}\n", files[0].string(),
                       files[1].string(), counted(questions.size(), "thing"), options.header,
                       options.output.empty() ? " --config ffigen.toml"
                                              : " --config " + files[0].string());
    }
    print_report(options, "init", diagnostics, loaded ? &loaded->contract : nullptr, true);
    return diagnostics.has_errors() ? status_of_failure(diagnostics) : status_clean;
}

} // namespace ffigen::cli
