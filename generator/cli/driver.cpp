#include "cli/driver.hpp"

#include "annotations/heard.hpp"
#include "annotations/side_file.hpp"
#include "api/names.hpp"
#include "cli/cli.hpp"
#include "codec/plan.hpp"
#include "emit/backend.hpp"
#include "passes/filter.hpp"
#include "passes/fingerprint.hpp"
#include "passes/wrap_ids.hpp"
#include "passes/wrap_inline.hpp"
#include "rules/rules.hpp"
#include "support/in_background.hpp"
#include "support/memory.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace ffigen::cli {

namespace {

/// The name that the packages have without one.
std::string package_name(const model::Contract& contract) {
    std::string name;
    for (const std::string& word :
         api::split_words(std::string(contract.header.substr(0, contract.header.find('.')))))
        name += (name.empty() ? "" : "_") + word;
    std::erase_if(name, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    });
    return name.empty() || name.front() < 'a' ? "lib_" + name : name;
}

/// --name and --library say what FFI_MODULE would.
void name_package(model::Contract& contract, const PackageOptions& package) {
    if (package.name.empty() && package.library.empty())
        return;
    const auto known = std::ranges::find(contract.module, "module", &model::Annotation::name);
    model::Annotation module;
    if (known != contract.module.end())
        module = *known;
    module.name = "module";
    if (!package.name.empty())
        module.positional = {package.name};
    else if (module.positional.empty())
        module.positional = {package_name(contract)};
    if (!package.library.empty()) {
        std::erase_if(module.named, [](const auto& named) { return named.first == "library"; });
        module.named.emplace_back("library", package.library);
    }
    if (known != contract.module.end())
        *known = std::move(module);
    else
        contract.module.push_back(std::move(module));
}

/// Whether it pays to ask the system to take memory back, which takes a millisecond.
bool is_large(const model::Contract& contract) {
    return contract.records.size() + contract.functions.size() + contract.constants.size() > 2000;
}

/// Read and filtered, without its fingerprint.
std::optional<model::Contract> read(const Options& options, Diagnostics& diagnostics) {
    auto contract = clang::read_contract(options.read, diagnostics);
    if (!contract)
        return std::nullopt;
    if (is_large(*contract))
        give_back_memory(); // clang's trees were larger than all that follows
    if (!options.annotations.empty())
        annotations::apply_side_file(options.annotations, *contract, diagnostics);
    if (options.unheard)
        annotations::forget_heard(*contract);
    else
        annotations::settle_heard(*contract, diagnostics);
    name_package(*contract, options.package);
    passes::filter_contract(*contract, options.allow, options.block, diagnostics);
    if (diagnostics.has_errors())
        return std::nullopt;
    return contract;
}

} // namespace

std::optional<model::Contract> load_contract(const Options& options, Diagnostics& diagnostics) {
    auto contract = read(options, diagnostics);
    if (contract)
        contract->fingerprint = passes::fingerprint(*contract);
    return contract;
}

void check_meaning(const model::Contract& contract, Diagnostics& diagnostics) {
    Diagnostics all;
    const auto check = [&](const model::Contract& seen) {
        const api::Api api = api::lower(seen, all);
        if (!all.has_errors())
            codec::check(seen, api, all);
    };
    if (passes::has_ids(contract)) {
        model::Contract wrapped = contract;
        passes::wrap_ids(wrapped);
        check(wrapped);
    } else {
        check(contract);
    }
    for (const Diagnostic& finding : all.items())
        if (finding.severity == Severity::error)
            diagnostics.add(finding);
}

std::optional<Loaded> load(const Options& options, Diagnostics& diagnostics) {
    auto contract = read(options, diagnostics);
    if (!contract)
        return std::nullopt;
    Loaded loaded{std::move(*contract), {}, {}, options.package.go_module};
    // What is wrapped for callers is no part of the contract.
    const bool is_wrapped = options.wrap_inline || passes::has_ids(loaded.contract);
    const model::Contract unwrapped = is_wrapped ? loaded.contract : model::Contract();
    if (options.wrap_inline)
        passes::wrap_inline(loaded.contract);
    passes::wrap_ids(loaded.contract);
    loaded.contract.index_names(); // two threads read it now
    auto fingerprint =
        in_background(passes::fingerprint, std::cref(is_wrapped ? unwrapped : loaded.contract));
    loaded.api = api::lower(loaded.contract, diagnostics);
    if (!diagnostics.has_errors())
        codec::check(loaded.contract, loaded.api, diagnostics);
    loaded.contract.fingerprint = fingerprint.get();
    if (diagnostics.has_errors())
        return std::nullopt;
    loaded.plan = calls::make_plan(loaded.contract, loaded.api);
    return loaded;
}

namespace {

/// What a header means to back ends of the same forms.
class Meanings {
  public:
    struct Meaning {
        const api::Api* api = nullptr;
        const calls::Plan* plan = nullptr;
        std::vector<std::string> not_yet;
    };

    Meanings(const Loaded& loaded, const std::vector<std::string>& languages) {
        known_[api::Forms::all()] = {&loaded.api, &loaded.plan, {}};
        loaded.api.index_names();
        for (const std::string& language : languages)
            add(loaded, emit::find_backend(language)->forms);
    }

    [[nodiscard]] const Meaning& of(api::Forms forms) const { return known_.at(forms); }

  private:
    void add(const Loaded& loaded, api::Forms forms) {
        if (known_.contains(forms))
            return;
        Diagnostics said; // when it was read with all forms
        auto& own = own_.emplace_back(api::lower(loaded.contract, said, forms), calls::Plan());
        own.second = calls::make_plan(loaded.contract, own.first);
        own.first.index_names();
        Meaning meaning{&own.first, &own.second, {}};
        for (const api::Function& function : loaded.api.functions)
            if (own.first.function(function.c_name) == nullptr)
                meaning.not_yet.push_back(function.c_name);
        known_[forms] = std::move(meaning);
    }

    std::list<std::pair<api::Api, calls::Plan>> own_; ///< plans point into their api
    std::map<api::Forms, Meaning> known_;
};

} // namespace

int status_of_failure(const Diagnostics& diagnostics) {
    int status = status_usage;
    for (const Diagnostic& each : diagnostics.items()) {
        if (each.severity != Severity::error)
            continue;
        const rules::Outcome outcome = rules::outcome_of(each.id);
        if (outcome == rules::Outcome::unchecked)
            return status_unchecked;
        if (outcome == rules::Outcome::finding)
            status = status_findings;
    }
    return status;
}

std::vector<Package> generate(const Loaded& loaded, const std::vector<std::string>& languages,
                              bool strict, const TakePackage& take, Diagnostics& diagnostics) {
    const emit::Options options{.strict = strict, .go_module = loaded.go_module};
    loaded.contract.index_names();
    const Meanings meanings(loaded, languages);
    std::vector<Package> packages(languages.size());
    std::vector<Diagnostics> findings(languages.size());
    std::mutex taking;
    // Back ends are pure: they run side by side, and their findings are told in the order asked
    // for.
    const auto make = [&](std::size_t i) {
        const emit::Backend& backend = *emit::find_backend(languages[i]);
        const auto& meaning = meanings.of(backend.forms);
        packages[i] = {
            languages[i],
            backend.emit({loaded.contract, *meaning.api, *meaning.plan, options}, findings[i]),
            meaning.not_yet};
        const std::scoped_lock lock(taking);
        if (!strict && !findings[i].has_errors())
            take(packages[i]);
        if (is_large(loaded.contract))
            give_back_memory(); // to the next one, which another thread may make
    };
    side_by_side(languages.size(), std::max(1u, std::thread::hardware_concurrency()), make);
    for (const Diagnostics& each : findings)
        diagnostics.append(each);
    if (strict)
        for (Diagnostic& finding : diagnostics.items())
            if (finding.id.starts_with("G"))
                finding.severity = Severity::error;
    if (diagnostics.has_errors())
        packages.clear();
    else if (strict)
        std::ranges::for_each(packages, take);
    return packages;
}

report::Checked checked(const model::Contract& contract) {
    report::Checked result{contract.records.size(),
                           contract.enums.size(),
                           contract.functions.size(),
                           contract.constants.size(),
                           {}};
    for (const model::TargetInfo& target : contract.targets)
        result.targets.push_back(target.triple);
    return result;
}

void print_report(const Options& options, const std::string& command,
                  const Diagnostics& diagnostics, const model::Contract* contract, bool to_stderr) {
    if (diagnostics.empty() && (options.quiet || to_stderr))
        return;
    report::Report report;
    report.command = command;
    report.subject = options.header;
    report.diagnostics = diagnostics.items();
    if (contract != nullptr)
        report.checked = checked(*contract);
    print_report(options, std::move(report), to_stderr);
}

namespace {

/// Headers that lie in the working directory, by their place in it: other machines have that too.
std::string from_here(const std::string& file) {
    std::error_code error;
    const std::filesystem::path path(file), here = std::filesystem::current_path(error);
    if (error || !path.is_absolute())
        return file;
    const auto inside = path.lexically_normal().lexically_relative(here);
    return inside.empty() || *inside.begin() == ".." ? file : inside.generic_string();
}

} // namespace

void print_report(const Options& options, report::Report report, bool to_stderr) {
    report.docs_url = options.docs_url;
    report.shows_safe = options.show_safe;
    for (Diagnostic& finding : report.diagnostics)
        finding.where.file = from_here(finding.where.file);
    for (const Diagnostic& finding : report.diagnostics)
        if (!finding.where.file.empty() && !report.sources.contains(finding.where.file))
            if (auto text = read_text_file(finding.where.file))
                report.sources[finding.where.file] = std::move(*text);
    std::FILE* stream = to_stderr ? stderr : stdout;
    const bool terminal = isatty(fileno(stream)) != 0;
    report.colour = terminal && std::getenv("NO_COLOR") == nullptr;
    winsize size{};
    if (terminal && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0)
        report.columns = size.ws_col;
    const std::string text = report::report(report, options.format);
    std::fwrite(text.data(), 1, text.size(), stream);
}

} // namespace ffigen::cli
