#include "clang/reader.hpp"

#include "support/embedded.hpp"
#include "support/text.hpp"
#include "clang/arguments.hpp"
#include "clang/c_library.hpp"
#include "clang/declarations.hpp"
#include "clang/doc_comment.hpp"
#include "clang/inclusions.hpp"
#include "clang/macros.hpp"
#include "clang/merge.hpp"
#include "clang/target_info.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

namespace ffigen::clang {
namespace fs = std::filesystem;
namespace {

constexpr const char* unit_path = "/ffigen-builtin/unit.c";
constexpr const char* annotations_path = "/ffigen-builtin/include/ffigen/annotations.h";

/// What is the same for every target of one run.
struct Header {
    std::string shown; ///< as the user wrote it
    std::string path;  ///< absolute
    std::string text;
    std::vector<MacroDefinition> macros;
};

/// What came of one target.
struct TargetResult {
    model::Contract contract;
    Inclusions inclusions;
    Diagnostics diagnostics;
    bool failed = false;
};

std::optional<Header> open_header(const std::string& shown, Diagnostics& diagnostics) {
    const SourceLocation where{shown, 0, 0};
    std::error_code error;
    const fs::file_status status = fs::status(shown, error);
    if (!fs::exists(status)) {
        diagnostics.error("H02", where, fmt::format("no header '{}'", shown),
                          "check the path; it is taken from the current directory");
        return std::nullopt;
    }
    if (fs::is_directory(status)) {
        diagnostics.error("H02", where, fmt::format("'{}' is a directory, not a header", shown),
                          "name one header file");
        return std::nullopt;
    }
    Header header;
    header.shown = shown;
    header.path = fs::absolute(shown, error).lexically_normal().string();
    const auto text = read_text_file(shown);
    if (!text) {
        diagnostics.error("H02", where, fmt::format("cannot read '{}'", shown),
                          "check its permissions");
        return std::nullopt;
    }
    header.text = *text;
    if (const auto bad = first_invalid_utf8(header.text)) {
        SourceLocation at = place_of(header.text, *bad);
        at.file = shown;
        diagnostics.error("H04", at,
                          fmt::format("byte 0x{:02x} is not UTF-8",
                                      static_cast<unsigned char>(header.text[*bad])),
                          "save the header as UTF-8, e.g. with `iconv -f latin1 -t utf-8`");
        return std::nullopt;
    }
    header.macros = scan_macros(header.text);
    return header;
}

/// The main file: the header, the target's facts, and a probe for each macro on a line of its own.
class UnitText {
  public:
    UnitText(const Header& header, const std::set<std::string>& excluded,
             const std::vector<std::string>& pointers) {
        text_ = fmt::format("#include \"{}\"\n{}", header.path, target_probe());
        line_ = static_cast<std::uint32_t>(std::count(text_.begin(), text_.end(), '\n')) + 1;
        for (const MacroDefinition& macro : header.macros)
            if (may_be_expression(macro) && !excluded.contains(macro.name))
                add(macro.name, macro_probe(macro.name));
        for (const std::string& name : pointers)
            add(name, pointer_probe(name));
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::string* macro_at(std::uint32_t line) const {
        const auto found = macro_at_.find(line);
        return found == macro_at_.end() ? nullptr : &found->second;
    }

  private:
    void add(const std::string& name, const std::string& probe) {
        text_ += fmt::format("#ifdef {}\n{}\n#endif\n", name, probe);
        macro_at_[line_ + 1] = name;
        line_ += 3;
    }
    std::string text_;
    std::uint32_t line_ = 1;
    std::map<std::uint32_t, std::string> macro_at_;
};

/// Whether clang takes a triple at all: it reads an empty unit for it.
bool knows_target(const std::string& triple) {
    const auto known = model::default_targets();
    if (triple == native_target || std::ranges::find(known, triple) != known.end())
        return true;
    const TranslationUnit unit(unit_path, "", {}, clang_arguments({}, triple, false));
    return unit.unit() != nullptr && std::ranges::none_of(unit.messages(), &ClangMessage::is_error);
}

/// `why` is what clang says of it; may be empty.
Diagnostic unknown_target(const std::string& target, const std::string& why) {
    const std::string nearest = model::nearest_target(target);
    return {.id = "O02",
            .severity = Severity::error,
            .message = fmt::format("unknown target '{}'{}{}", target, why.empty() ? "" : ": ", why),
            .remedy = nearest.empty()
                          ? "a target is a triple such as x86_64-unknown-linux-gnu, or 'native'"
                          : fmt::format("did you mean '{}'?", nearest)};
}

/// Errors of the header itself, as findings. Every error is fatal: libclang would carry on with int
/// in the place of an unknown type.
void report_errors(const std::vector<ClangMessage>& messages, const Header& header,
                   const std::string& target, bool freestanding, Diagnostics& diagnostics) {
    for (const ClangMessage& message : messages) {
        if (!message.is_error || message.in_unit)
            continue;
        SourceLocation where = message.where;
        if (where.file == header.path)
            where.file = header.shown;
        Diagnostic finding{
            .id = "H01", .severity = Severity::error, .where = where, .message = message.text};
        if (message.text.find("file not found") != std::string::npos) {
            finding.id = "H06";
            finding.remedy = freestanding ? "add its directory with -I; for a system header, read "
                                            "the header for this machine with "
                                            "`--target native`, or name a --sysroot: the default "
                                            "targets have clang's freestanding headers only"
                                          : "add its directory with -I";
        } else if (where.file.empty() && !knows_target(target)) {
            finding = unknown_target(target, message.text);
        } else if (where.file.empty()) {
            finding.id = "O02";
            finding.message = fmt::format("clang refuses an argument: {}", message.text);
        } else if (header.text.find("FFI_") != std::string::npos &&
                   header.text.find("ffigen/annotations.h") == std::string::npos) {
            finding.remedy = "the FFI_ macros need `#include <ffigen/annotations.h>`";
        } else {
            finding.remedy = "the header must compile as C11 on its own: check it with `clang "
                             "-fsyntax-only -std=c11`";
        }
        diagnostics.add(std::move(finding));
    }
}

TargetResult read_target(const ReadOptions& options, const Header& header,
                         const std::string& target) {
    TargetResult result;
    const bool hosted = target == native_target || !options.sysroot.empty();
    const std::string triple = target == native_target ? native_triple() : target;
    const std::vector<std::string> arguments = clang_arguments(options, triple, hosted);
    std::string annotations;
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == "include/ffigen/annotations.h")
            annotations = std::string(file.text);

    const std::string stdint = c_library_stdint(triple);

    std::set<std::string> excluded;
    std::vector<std::string> pointers;
    std::map<std::string, std::string> reasons;
    // A probe that is no constant expression is an error of the probe's own line; it is taken out
    // and the unit parsed again until none is left, so that it cannot spoil its neighbours.
    for (int round = 0;; ++round) {
        const UnitText unit_text(header, excluded, pointers);
        const TranslationUnit unit(
            unit_path, unit_text.text(),
            {{annotations_path, annotations}, {c_library_stdint_path, stdint}}, arguments);
        if (unit.unit() == nullptr && !knows_target(triple)) {
            result.diagnostics.add(unknown_target(target, "clang does not have it"));
            result.failed = true;
            return result;
        }
        if (unit.unit() == nullptr) {
            result.diagnostics.error("H05", {header.shown, 0, 0},
                                     fmt::format("libclang could not read it for {}", target),
                                     "please report this with the header");
            result.failed = true;
            return result;
        }
        const std::vector<ClangMessage> messages = unit.messages();
        report_errors(messages, header, target, !hosted, result.diagnostics);
        if (result.diagnostics.has_errors()) {
            result.failed = true;
            return result;
        }
        bool again = false;
        for (const ClangMessage& message : messages) {
            if (!message.is_error)
                continue;
            const std::string* macro = unit_text.macro_at(message.where.line);
            if (macro == nullptr || round > 8) {
                result.diagnostics.error(
                    "H05", {header.shown, 0, 0},
                    fmt::format("{} (while evaluating macros for {})", message.text, target),
                    "please report this with the header");
                result.failed = true;
                return result;
            }
            reasons.try_emplace(*macro, message.text);
            again |= excluded.insert(*macro).second;
            again |= std::erase(pointers, *macro) > 0;
        }
        if (again)
            continue;
        Declarations declarations = read_declarations(
            unit.unit(), {header.path, header.shown, unit_path, options.include_everything},
            header.macros, result.diagnostics);
        if (!declarations.pointer_macros.empty() && pointers.empty() && round <= 8) {
            pointers = declarations.pointer_macros;
            result.diagnostics = {};
            continue;
        }
        result.contract = std::move(declarations.contract);
        result.contract.targets[0].triple = triple;
        classify_triple(triple, result.contract.targets[0]);
        result.inclusions = read_inclusions(unit.unit(), header.path, unit_path);
        break;
    }
    for (const MacroDefinition& macro : header.macros) {
        const SourceLocation where{header.shown, macro.line, macro.column};
        const auto reason = reasons.find(macro.name);
        if (macro.function_like)
            result.contract.skipped.push_back({macro.name, "function-like macro", where});
        else if (macro.body.empty())
            result.contract.skipped.push_back({macro.name, "macro without a value", where});
        else if (!may_be_expression(macro))
            result.contract.skipped.push_back({macro.name, "macro that is no expression", where});
        else if (reason != reasons.end())
            result.contract.skipped.push_back(
                {macro.name, "macro that is no constant expression: " + reason->second, where});
    }
    result.failed = result.diagnostics.has_errors();
    return result;
}

/// The same error on many targets is one finding that names them.
void fold_target_errors(std::vector<TargetResult>& results, const std::vector<std::string>& targets,
                        Diagnostics& diagnostics) {
    struct Folded {
        Diagnostic finding;
        std::vector<std::string> targets;
    };
    std::vector<Folded> folded;
    for (std::size_t i = 0; i < results.size(); ++i)
        for (const Diagnostic& finding : results[i].diagnostics.items()) {
            const auto same = std::find_if(folded.begin(), folded.end(), [&](const Folded& other) {
                return other.finding.id == finding.id && other.finding.where == finding.where &&
                       other.finding.message == finding.message;
            });
            if (same == folded.end())
                folded.push_back({finding, {targets[i]}});
            else if (same->targets.back() != targets[i])
                same->targets.push_back(targets[i]);
        }
    for (Folded& entry : folded) {
        if (entry.targets.size() < targets.size())
            entry.finding.notes.push_back(fmt::format("on {}", fmt::join(entry.targets, ", ")));
        diagnostics.add(std::move(entry.finding));
    }
}

bool check_targets(const std::vector<std::string>& targets, Diagnostics& diagnostics) {
    std::set<std::string> seen;
    for (const std::string& target : targets) {
        if (!seen.insert(target).second)
            diagnostics.error("O02", {}, fmt::format("target '{}' is given twice", target),
                              "name each target once");
        if (target == native_target)
            continue;
        // A triple has at least an architecture and a system; clang would take a lone word as
        // "unknown".
        if (target.find('-') == std::string::npos)
            diagnostics.add(unknown_target(target, {}));
    }
    if (targets.size() > 64)
        diagnostics.error("O02", {}, "more than 64 targets", "split them over several runs");
    return !diagnostics.has_errors();
}

} // namespace

std::optional<model::Contract> read_contract(const ReadOptions& options, Diagnostics& diagnostics) {
    std::vector<std::string> targets = options.targets;
    if (targets.empty())
        targets.assign(model::default_targets().begin(), model::default_targets().end());
    if (!check_targets(targets, diagnostics))
        return std::nullopt;
    const auto header = open_header(options.header, diagnostics);
    if (!header)
        return std::nullopt;

    std::vector<TargetResult> results(targets.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < targets.size(); i = next++)
            results[i] = read_target(options, *header, targets[i]);
    };
    const unsigned cores =
        options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 1; i < std::min<std::size_t>(cores, targets.size()); ++i)
            workers.emplace_back(work);
        work();
    }
    fold_target_errors(results, targets, diagnostics);
    if (std::any_of(results.begin(), results.end(),
                    [](const TargetResult& result) { return result.failed; }))
        return std::nullopt;

    Inclusions inclusions = std::move(results.front().inclusions);
    for (std::size_t i = 1; i < results.size(); ++i)
        inclusions.add(results[i].inclusions);
    std::vector<model::Contract> contracts;
    contracts.reserve(results.size());
    for (TargetResult& result : results)
        contracts.push_back(std::move(result.contract));
    model::Contract contract = merge(std::move(contracts));
    contract.header = fs::path(header->path).filename().string();
    contract.is_system_header = inclusions.header_is_system(header->path);
    contract.include_as =
        contract.is_system_header ? inclusions.system_name(header->path) : contract.header;
    contract.doc = first_comment(header->text);
    contract.system_includes = inclusions.system;
    contract.sources = inclusions.sources;
    if (!contract.is_system_header)
        contract.sources[contract.include_as] = header->text;
    if (contract.records.empty() && contract.enums.empty() && contract.functions.empty() &&
        contract.typedefs.empty() && contract.constants.empty() && contract.variables.empty()) {
        diagnostics.error("H03", {header->shown, 0, 0},
                          fmt::format("'{}' declares nothing", header->shown),
                          "only the header's own declarations count: name the header that has "
                          "them, or give --include-everything");
        return std::nullopt;
    }
    return contract;
}

std::vector<std::string> header_dependencies(const ReadOptions& options) {
    Diagnostics ignored;
    const auto header = open_header(options.header, ignored);
    if (!header)
        return {};
    const std::string target = options.targets.empty()
                                   ? std::string(model::default_targets().front())
                                   : options.targets.front();
    const TargetResult result = read_target(options, *header, target);
    std::vector<std::string> files = result.inclusions.files;
    files.push_back(header->path);
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

std::string libclang_version() { return take(clang_getClangVersion()); }

} // namespace ffigen::clang
