#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"
#include "cli/placement.hpp"
#include "emit/backend.hpp"
#include "model/id.hpp"
#include "passes/wrap_inline.hpp"
#include "support/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <system_error>
#include <tuple>

namespace ffigen::cli {
namespace fs = std::filesystem;
namespace {

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

fs::path directory_of(const Options& options, const std::string& language) {
    return folder_to_write(options.output, options.languages.size(), language);
}

/// Whether every byte is where it is in the other; the alignment a field's type would have
/// elsewhere is no matter.
bool same_bytes(const model::RecordLayout& a, const model::RecordLayout& b) {
    const auto place = [](const model::Field& field) {
        return std::tie(field.name, field.offset_bits, field.size_bits);
    };
    return a.size == b.size && a.align == b.align &&
           std::ranges::equal(a.fields, b.fields, {}, place, place);
}

bool differs(const model::Record& record) {
    return std::ranges::any_of(record.layouts.groups, [&](const auto& group) {
        return !same_bytes(record.layouts.first(), group.value);
    });
}

void print_headline(const Options& options, const model::Contract& contract) {
    if (options.quiet)
        return;
    const auto differing = std::ranges::count_if(contract.records, differs);
    std::string same = differing == 0 ? "identical" : fmt::format("{} differ", differing);
    std::size_t named = 0;
    for (const model::Record& record : contract.records)
        if (differs(record) && ++named <= 3)
            same += (named == 1 ? ": " : ", ") + record.name;
    if (named > 3)
        same += ", …";
    const auto functions = std::ranges::count_if(
        contract.functions, [](const auto& each) { return !model::is_id_shim(each); });
    fmt::print("{}  {}  {}  {}  {}  × {}: {}\n", contract.header,
               plural(contract.records.size(), "record"), plural(contract.enums.size(), "enum"),
               plural(static_cast<std::size_t>(functions), "function"),
               plural(contract.constants.size(), "constant"),
               plural(contract.targets.size(), "target"), same);
}

/// What the header leaves unsaid is not filled in, and not kept from whoever runs this either.
void print_raw_only(const Loaded& loaded) {
    const auto functions =
        std::ranges::count_if(loaded.api.raw_only, [&](const api::RawOnly& each) {
            return loaded.contract.function(each.c_name) != nullptr;
        });
    if (functions > 0)
        fmt::print("{} raw only: `ffigen describe {}` says why\n",
                   plural(static_cast<std::size_t>(functions), "function"), loaded.contract.header);
}

void print_unwrapped(const Options& options, const model::Contract& contract) {
    const passes::Wrappable count = passes::count_wrappable(contract);
    if (options.wrap_inline || count.functions + count.macros == 0)
        return;
    std::string what;
    if (count.functions > 0)
        what = plural(count.functions, "inline function");
    if (count.macros > 0)
        what += (what.empty() ? "" : " and ") + plural(count.macros, "macro") +
                (count.macros == 1 ? " that is a call" : " that are calls");
    fmt::print("{}: --wrap-inline compiles them into the packages\n", what);
}

void print_not_yet(const std::vector<Package>& packages) {
    for (const Package& package : packages)
        if (!package.not_yet.empty())
            fmt::print("{} raw only in {}, which has no safe form for them yet: {}\n",
                       plural(package.not_yet.size(), "function"), package.language,
                       fmt::join(package.not_yet, ", "));
}

/// The back end's primary file; a leading * stands for the package's name.
FileSet::const_iterator primary_file(const FileSet& files, std::string_view primary) {
    if (!primary.starts_with('*'))
        return files.find(std::string(primary));
    return std::ranges::find_if(
        files, [&](const auto& file) { return file.first.ends_with(primary.substr(1)); });
}

int print_to_stdout(const Options& options, const std::vector<Package>& packages) {
    if (packages.size() != 1) {
        fmt::print(stderr,
                   "ffigen: error: {} languages cannot all go to stdout\n  fix: name a directory "
                   "with -o\n",
                   packages.size());
        return status_usage;
    }
    const emit::Backend* backend = emit::find_backend(packages.front().language);
    const auto file = primary_file(packages.front().files, backend->primary);
    if (file == packages.front().files.end())
        throw std::logic_error(
            fmt::format("back end '{}' has no '{}'", backend->name, backend->primary));
    if (std::fwrite(file->second.data(), 1, file->second.size(), stdout) != file->second.size())
        throw std::system_error(errno, std::generic_category(), "stdout");
    if (packages.front().files.size() > 1 && !options.quiet)
        fmt::print(
            stderr,
            "ffigen: note: only {} of {} files is shown; give -o DIR for the whole package\n",
            backend->primary, packages.front().files.size());
    return status_clean;
}

int compare(const Options& options, const std::vector<Package>& packages,
            Diagnostics& diagnostics) {
    std::size_t differing = 0, files = 0;
    for (const Package& package : packages) {
        const fs::path root = directory_of(options, package.language);
        files += package.files.size();
        for (const FileChange& change : compare_files(package.files, root, diagnostics)) {
            ++differing;
            const char* what = change.kind == FileChange::Kind::stale     ? "stale"
                               : change.kind == FileChange::Kind::missing ? "missing"
                                                                          : "extra";
            fmt::print("{}: {}\n{}", what, (root / change.path).generic_string(), change.diff);
        }
    }
    if (diagnostics.has_errors()) {
        print_report(options, "generate", diagnostics, nullptr, true);
        return status_unchecked;
    }
    if (differing > 0) {
        fmt::print("{} of {} differ from what the header yields.\n   fix: run the same command "
                   "without --check\n",
                   differing, plural(files, "file"));
        return status_stale;
    }
    if (!options.quiet)
        fmt::print("{} up to date.\n", plural(files, "file"));
    return status_clean;
}

bool write_depfile(const Options& options, const std::vector<Package>& packages,
                   Diagnostics& diagnostics) {
    const auto escape = [](const std::string& path) {
        std::string text;
        for (const char c : path)
            text += c == ' ' ? "\\ " : c == '$' ? "$$" : std::string(1, c);
        return text;
    };
    std::string targets = escape(options.depfile_target);
    for (const Package& package : packages)
        for (const auto& [path, contents] : package.files)
            if (options.depfile_target.empty())
                targets +=
                    (targets.empty() ? "" : " ") +
                    escape((directory_of(options, package.language) / path).generic_string());
    std::string text = targets + ":";
    for (const std::string& file : clang::header_dependencies(options.read))
        text += " \\\n  " + escape(file);
    if (!options.annotations.empty())
        text += " \\\n  " + escape(options.annotations);
    return write_single_file(options.depfile, text + "\n", diagnostics);
}

/// Writes each package when it is made and lets its text go, so that large ones are not all in
/// memory at once. After the first that cannot be written, none is.
class Writer {
  public:
    explicit Writer(const Options& options) : options_(options) {}

    void write(Package& package) {
        if (!options_.force && results_.empty() && !problems_.has_errors())
            report_other_package(options_.output, options_.languages.size(), package.language,
                                 problems_);
        if (!problems_.has_errors())
            results_[package.language] = write_files(
                package.files, directory_of(options_, package.language), options_.force, problems_);
        for (auto& [path, text] : package.files)
            std::string().swap(text); // an assignment would keep the room
    }

    [[nodiscard]] const WriteResult& result(const std::string& language) const {
        return results_.at(language);
    }
    Diagnostics& problems() { return problems_; }

  private:
    const Options& options_;
    std::map<std::string, WriteResult> results_;
    Diagnostics problems_;
};

void print_written(const Options& options, const std::vector<Package>& packages,
                   const Writer& writer) {
    std::size_t width = 0; // of the column of directories
    for (const Package& package : packages)
        width = std::max(width, directory_of(options, package.language).generic_string().size());
    for (const Package& package : packages) {
        const WriteResult& result = writer.result(package.language);
        std::string note;
        if (result.written != package.files.size() && result.written > 0)
            note = fmt::format("  ({} written)", result.written);
        if (result.written == 0)
            note = "  (up to date)";
        if (result.removed > 0)
            note += fmt::format("  ({} removed)", result.removed);
        fmt::print("  {:<8}{:<{}}  {:>3} {}{}\n", package.language,
                   directory_of(options, package.language).generic_string(), width,
                   package.files.size(), package.files.size() == 1 ? "file" : "files", note);
    }
}

/// Of packages that are written already.
int finish_packages(const Options& options, const Loaded& loaded,
                    const std::vector<Package>& packages, Writer& writer,
                    std::chrono::steady_clock::time_point start) {
    if (!writer.problems().has_errors() && !options.depfile.empty())
        write_depfile(options, packages, writer.problems());
    if (writer.problems().has_errors()) {
        print_report(options, "generate", writer.problems(), nullptr, true);
        return status_unchecked;
    }
    if (options.quiet)
        return status_clean;
    print_headline(options, loaded.contract);
    print_written(options, packages, writer);
    print_raw_only(loaded);
    print_not_yet(packages);
    print_unwrapped(options, loaded.contract);
    fmt::print("{:.2f} s\n",
               std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return status_clean;
}

/// What the command line lacks for anything to be generated, said on the screen.
bool is_told_too_little(const Options& options) {
    if (options.languages.empty())
        fmt::print(stderr,
                   "ffigen: error: no language given\n   fix: ffigen {} --lang rust -o out (or "
                   "--lang all; see ffigen --help)\n",
                   options.header);
    else if (options.check_only && (options.output.empty() || options.output == "-"))
        fmt::print(
            stderr,
            "ffigen: error: --check needs the directory to compare with\n   fix: add -o DIR\n");
    else
        return false;
    return true;
}

} // namespace

int run_generate(const Options& options) {
    const auto start = std::chrono::steady_clock::now();
    if (is_told_too_little(options))
        return status_usage;
    Diagnostics diagnostics;
    const bool writes = !options.output.empty() && options.output != "-" && !options.check_only;
    const auto loaded = load(options, diagnostics);
    Writer writer(options);
    std::vector<Package> packages;
    if (loaded)
        packages = generate(
            *loaded, options.languages, options.strict,
            [&](Package& package) {
                if (writes)
                    writer.write(package);
            },
            diagnostics);
    if (diagnostics.has_errors()) {
        print_report(options, "generate", diagnostics, loaded ? &loaded->contract : nullptr, true);
        return loaded ? status_findings : status_of_failure(diagnostics);
    }
    if (!options.quiet)
        print_report(options, "generate", diagnostics, &loaded->contract, true);
    if (options.output.empty() || options.output == "-")
        return print_to_stdout(options, packages);
    if (options.check_only)
        return compare(options, packages, diagnostics);
    return finish_packages(options, *loaded, packages, writer, start);
}

} // namespace ffigen::cli
